"""Clears the window when nobody may be in front of it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.desktop.session.watch import SessionWatch
from profile_browser.domain.privacy import ClearReason
from profile_browser.ui.idle_watch import IdleWatch

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QWindow

_log = logging.getLogger(__name__)


class PrivacyGuard(QObject):
    """Emits ``wanted`` after minutes without input, and at once when the session is left.

    While a list is being looked up, somebody waits for it: the minutes count from its end. If the
    session is left, nothing is waited for.
    """

    wanted = Signal(object)  # a ClearReason

    def __init__(self, minutes: int, is_busy: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._minutes, self._is_busy = minutes, is_busy
        self._idle: IdleWatch | None = None
        self.session = SessionWatch(self)
        self.session.left.connect(self._leave)

    def start(self, window: QWindow | None) -> None:
        """Watch from now on: after the first paint."""
        if self._minutes:
            self._idle = IdleWatch(self._minutes, self)
            self._idle.passed.connect(self._end_idle)
        self.session.start(window)

    @Slot()
    def restart(self) -> None:
        """Count the minutes from now on, as after an input."""
        if self._idle is not None:
            self._idle.restart()

    @Slot()
    def _end_idle(self) -> None:
        if self._is_busy() and self._idle is not None:
            self._idle.restart()
        else:
            self._clear(ClearReason.IDLE)

    @Slot()
    def _leave(self) -> None:
        self._clear(ClearReason.LOCKED)

    def _clear(self, reason: ClearReason) -> None:
        _log.info("The window is cleared: %s", reason.name.lower())
        self.wanted.emit(reason)
