"""Hears from Windows that the session is locked or left.

Written from Microsoft's documentation of WTSRegisterSessionNotification and WM_POWERBROADCAST. It
has not been run.
"""

from __future__ import annotations

import ctypes
from ctypes import wintypes
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QWindow

_THIS_SESSION = 0  # NOTIFY_FOR_THIS_SESSION
_SESSION_CHANGE, _POWER_BROADCAST = 0x02B1, 0x0218
# WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK
_LEAVES = {0x2, 0x4, 0x6, 0x7}
_SUSPEND = 0x4  # PBT_APMSUSPEND


class _Messages(QAbstractNativeEventFilter):
    def __init__(self, leave: Callable[[], None]) -> None:
        super().__init__()
        self._leave = leave

    def nativeEventFilter(  # noqa: N802 - Qt calls it by this name
        self, _kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        """Look at one message, and let Qt handle it too."""
        sent = wintypes.MSG.from_address(int(message))
        if is_leaving(sent.message, sent.wParam):
            self._leave()
        return False, 0


class WindowsSession(QObject):
    """Calls ``leave`` when the session is left. Its window takes the messages."""

    def __init__(self, leave: Callable[[], None], window: QWindow | None, parent: QObject) -> None:
        super().__init__(parent)
        self._messages = _Messages(leave)
        application = QCoreApplication.instance()
        if application is None or window is None:
            return
        application.installNativeEventFilter(self._messages)
        terminal_services = ctypes.WinDLL("wtsapi32")  # type: ignore[attr-defined,unused-ignore] # only on Windows
        terminal_services.WTSRegisterSessionNotification(
            wintypes.HWND(window.winId()), wintypes.DWORD(_THIS_SESSION)
        )


def is_leaving(message: int, parameter: int) -> bool:
    """Return whether a window's message says that the session is left."""
    if message == _SESSION_CHANGE:
        return parameter in _LEAVES
    return message == _POWER_BROADCAST and parameter == _SUSPEND
