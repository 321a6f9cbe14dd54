"""Clears the window when nobody may be in front of it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.desktop.session.watch import SessionWatch
from profile_browser.domain.privacy import ClearReason
from profile_browser.ui.idle_watch import IdleWatch
from profile_browser.ui.people_clearing import PeopleClearing

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.ui.main_window import MainWindow

_log = logging.getLogger(__name__)


class PrivacyGuard(QObject):
    """Clears the window after minutes without input, and at once when the session is left.

    While a list is being looked up, somebody waits for it: the minutes count from its end. If the
    session is left, nothing is waited for.
    """

    clearing = Signal()  # forget whom to look up later
    dropping = Signal()  # drop everything pending

    def __init__(self, window: MainWindow, minutes: int, is_busy: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window, self._minutes, self._is_busy = window, minutes, is_busy
        self._idle: IdleWatch | None = None
        self.session = SessionWatch(self)
        self.session.left.connect(self._leave)

    def start(self) -> None:
        """Watch from now on: after the first paint."""
        if self._minutes:
            self._idle = IdleWatch(self._minutes, self)
            self._idle.passed.connect(self._end_idle)
        self.session.start(self._window.windowHandle())

    @Slot()
    def restart(self) -> None:
        """Count the minutes from now on, as after an input."""
        if self._idle is not None:
            self._idle.restart()

    def clear(self, reason: ClearReason) -> None:
        """Forget everybody who was looked up, and cancel what is pending."""
        _log.info("The window is cleared: %s", reason.name.lower())
        self.clearing.emit()
        clearing = PeopleClearing(self._window)
        if clearing.is_needed:
            clearing.prepare(reason, self._minutes)
            self.dropping.emit()
            clearing.finish()

    @Slot()
    def _end_idle(self) -> None:
        if self._is_busy() and self._idle is not None:
            self._idle.restart()
        else:
            self.clear(ClearReason.IDLE)

    @Slot()
    def _leave(self) -> None:
        self.clear(ClearReason.LOCKED)
