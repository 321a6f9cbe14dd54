"""Keeps the windows out of shared screens and recordings while details are hidden.

Windows and macOS offer this; Linux does not. Neither part was ever run on its system.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Slot
from PySide6.QtGui import QGuiApplication, QWindow

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from profile_browser.desktop.objective_c import ObjectiveC
    from profile_browser.ui.masking import Masking

    Library = Any  # ctypes gives its functions no types
    Exclude = Callable[[int, bool], bool]  # a native window; whether it is excluded from now on

# Windows' WDA_ constants. The third needs Windows 10 of 2004; the second shows a black window.
_WITHOUT, _BLACK, _EXCLUDED = 0x00, 0x01, 0x11
# AppKit's NSWindowSharingType.
_SHARING_NONE, _SHARING_READ_ONLY = 0, 1
_IS_EXCLUDED = "is_excluded"  # a property of a window that may be hidden when details are shown


class CaptureExclusion(QObject):
    """Excludes every window while details are hidden, if this system can do that.

    Dialogs, menus, suggestions and tooltips are windows of their own.
    """

    def __init__(self, masking: Masking, exclude: Exclude | None = None) -> None:
        super().__init__(masking)
        self._masking = masking
        self._exclude = exclude or {"win32": on_windows, "darwin": on_macos}.get(sys.platform)
        if self._exclude is not None:
            masking.changed.connect(self._follow)
        if masking.is_on:
            self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Exclude a window that is about to be shown."""
        if event.type() is QEvent.Type.Show and isinstance(watched, QWindow):
            self._set(watched, is_excluded=True)
        return super().eventFilter(watched, event)

    @Slot()
    def _follow(self) -> None:
        is_on, application = self._masking.is_on, QCoreApplication.instance()
        if application is not None and is_on:
            application.installEventFilter(self)
        elif application is not None:
            application.removeEventFilter(self)
        for window in QGuiApplication.topLevelWindows():
            if window.isVisible() if is_on else window.property(_IS_EXCLUDED):
                self._set(window, is_excluded=is_on)

    def _set(self, window: QWindow, *, is_excluded: bool) -> None:
        if self._exclude is not None and window.isTopLevel():
            self._exclude(int(window.winId()), is_excluded)
            window.setProperty(_IS_EXCLUDED, is_excluded)


def on_windows(window: int, is_excluded: bool, user32: Library | None = None) -> bool:
    """Exclude a window of this handle, or no longer. Return whether Windows did it."""
    import ctypes

    library = ctypes.CDLL("user32") if user32 is None else user32
    set_affinity = library.SetWindowDisplayAffinity
    set_affinity.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
    wanted = (_EXCLUDED, _BLACK) if is_excluded else (_WITHOUT,)
    return any(set_affinity(window, affinity) for affinity in wanted)


def on_macos(view: int, is_excluded: bool, runtime: ObjectiveC | None = None) -> bool:
    """Exclude the window of this view, or no longer. Return whether there is a window."""
    from profile_browser.desktop.objective_c import ObjectiveC

    objects = ObjectiveC() if runtime is None else runtime
    window = objects.send(view, "window")
    if window:
        sharing = _SHARING_NONE if is_excluded else _SHARING_READ_ONLY
        objects.send(window, "setSharingType:", sharing)
    return bool(window)
