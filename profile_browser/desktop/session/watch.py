"""Watches the session of this system for the moment in which the person leaves it."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

_log = logging.getLogger(__name__)


class SessionWatch(QObject):
    """Emits ``left`` when the screen locks, the session is left, or the computer goes to sleep."""

    left = Signal()

    def start(self, window: QWindow | None) -> None:
        """Watch from now on. The window is the program's own. A failure is logged."""
        try:
            self._start(window)
        except Exception:  # noqa: BLE001 - the window works without it; the log says why
            _log.exception("The session cannot be watched")

    def _start(self, window: QWindow | None) -> None:
        if sys.platform == "win32":
            from profile_browser.desktop.session.windows import WindowsSession

            self._session: QObject = WindowsSession(self.left.emit, window, self)
        elif sys.platform == "darwin":
            from profile_browser.desktop.session.macos import MacSession

            self._session = MacSession(self.left.emit, self)
        else:
            from profile_browser.desktop.session.linux import LinuxSession

            self._session = LinuxSession(self.left.emit, self)
