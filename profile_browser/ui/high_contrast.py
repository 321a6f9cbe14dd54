"""The scheme of people who need high contrast: the colours of their system, and no others."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtGui import QPalette

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QStyleHints
    from PySide6.QtWidgets import QApplication

_THEME = "QT_QPA_PLATFORMTHEME"  # a theme that somebody has chosen in place of the desktop's
_GROUNDS = {"card", "on_accent", "hover", "warning_background", "between_stripes"}


def has_contrast_hint(hints: QStyleHints) -> bool:
    """Return whether this Qt can tell that the system wants high contrast: 6.10 and later."""
    return hasattr(hints, "accessibility")


def is_known_at_start() -> bool:
    """Return whether Qt may know already at the start what the system wants.

    On Windows and macOS it does. On Linux, Qt's themes for GNOME and GTK ask the desktop's portal,
    whose answer arrives as a change once events are handled; those for KDE and for other desktops
    know nothing of contrast. To ask them takes 13 ms, because it makes Qt's flags.
    """
    return sys.platform != "linux" or bool(os.environ.get(_THEME))


def wants_high_contrast(hints: QStyleHints) -> bool:
    """Return whether the system wants high contrast."""
    if not has_contrast_hint(hints):
        return False
    return hints.accessibility().contrastPreference() is QtCore.Qt.ContrastPreference.HighContrast


def system_palette(application: QApplication) -> QPalette:
    """Return the palette of the system, which takes the place of the program's own."""
    application.setPalette(QPalette())
    return application.palette()


def system_colors(palette: QPalette, names: Iterable[str]) -> dict[str, str]:
    """Return a color of the palette for each name: its text, but for the grounds below text.

    Words and icons then say what a scheme's own colours say besides.
    """
    return {name: palette.color(_role(name)).name() for name in names}


def _role(name: str) -> QPalette.ColorRole:
    if name == "window":
        return QPalette.ColorRole.Window
    is_ground = name in _GROUNDS or name.startswith("band_")
    return QPalette.ColorRole.Base if is_ground else QPalette.ColorRole.Text
