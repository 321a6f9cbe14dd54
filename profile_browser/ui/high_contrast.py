"""The scheme of people who need high contrast: the colours of their system, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QStyleHints
    from PySide6.QtWidgets import QApplication

_GROUNDS = {"card", "on_accent", "hover", "warning_background", "between_stripes"}


def has_contrast_hint(hints: QStyleHints) -> bool:
    """Return whether this Qt can tell that the system wants high contrast: 6.10 and later."""
    return hasattr(hints, "accessibility")


def wants_high_contrast(hints: QStyleHints) -> bool:
    """Return whether the system wants high contrast."""
    if not has_contrast_hint(hints):
        return False
    return hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast


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
