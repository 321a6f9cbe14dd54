"""A value that is too long for its field ends in an ellipsis, after a whole letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from profile_browser.ui.theme import Theme
from profile_browser.ui.widgets.value_field import value_field

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

LATIN, HEBREW = "wilhelmina.featherstonehaugh@example.com", "שלום עולם שלום עולם שלום עולם"


def painted(qtbot: QtBot, text: str, width: int) -> QImage:
    field = value_field("E-mail")
    qtbot.addWidget(field)
    field.show_text(text)
    field.resize(width, field.sizeHint().height())
    return field.grab().toImage()


def inked(image: QImage) -> list[bool]:
    """Say of each column whether something is drawn in it, but for the ends of the field."""
    rows = range(image.height() // 4, 3 * image.height() // 4)
    ground = image.pixelColor(image.width() // 2, 0)
    return [
        any(image.pixelColor(across, down) not in (ground,) for down in rows)
        for across in range(image.width())
    ]
