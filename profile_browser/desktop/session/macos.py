"""Hears from macOS that the screen is locked, by Core Foundation's distributed notifications.

Written from Apple's documentation of CFNotificationCenterAddObserver. It has not been run. The
notifications arrive on the main thread, whose run loop Qt runs.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable

NOTIFICATIONS = ("com.apple.screenIsLocked", "com.apple.screensaver.didstart")
_UTF8 = 0x08000100  # kCFStringEncodingUTF8
_AT_ONCE = 4  # CFNotificationSuspensionBehaviorDeliverImmediately
_POINTER = ctypes.c_void_p
_CALLBACK = ctypes.CFUNCTYPE(None, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)


class MacSession(QObject):
    """Calls ``leave`` when the screen is locked or its saver starts."""

    def __init__(
        self,
        leave: Callable[[], None],
        parent: QObject,
        load: Callable[[str], ctypes.CDLL] = ctypes.CDLL,
    ) -> None:
        super().__init__(parent)
        self._callback = _CALLBACK(lambda *_: leave())  # kept: Core Foundation calls it later
        core = load(ctypes.util.find_library("CoreFoundation") or "CoreFoundation")
        core.CFNotificationCenterGetDistributedCenter.restype = _POINTER
        core.CFStringCreateWithCString.restype = _POINTER
        core.CFStringCreateWithCString.argtypes = [_POINTER, ctypes.c_char_p, ctypes.c_uint32]
        core.CFNotificationCenterAddObserver.argtypes = [
            _POINTER, _POINTER, _CALLBACK, _POINTER, _POINTER, ctypes.c_long
        ]  # fmt: skip
        centre = core.CFNotificationCenterGetDistributedCenter()
        for name in NOTIFICATIONS:
            text = core.CFStringCreateWithCString(None, name.encode(), _UTF8)
            core.CFNotificationCenterAddObserver(centre, None, self._callback, text, None, _AT_ONCE)
