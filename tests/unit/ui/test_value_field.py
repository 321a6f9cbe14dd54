"""A value that is too long for its field ends in an ellipsis, after a whole letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from profile_browser.ui.widgets.value_field import value_field

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

PADDED = "background: #ffffff; border: 0; padding: 0 5px;"  # as in the program's style sheet
TEXT = "wilhelmina.featherstonehaugh@example.com"


def painted(qtbot: QtBot, text: str, width: int) -> QImage:
    field = value_field("E-mail")
    qtbot.addWidget(field)
    field.setStyleSheet(PADDED)
    field.show_text(text)
    field.resize(width, field.sizeHint().height())
    return field.grab().toImage()


OVERHANG = 2  # pixels that an f may reach into the letter before it


def differences(one: QImage, other: QImage) -> int:
    """Count the pixels that differ above the dots of the ellipsis."""
    rows = range(one.height() // 2)
    return sum(one.pixel(x, y) != other.pixel(x, y) for x in range(one.width()) for y in rows)


@pytest.mark.parametrize("width", range(100, 140, 3))
def test_no_letter_is_cut_in_half(qtbot: QtBot, width: int) -> None:
    shown = painted(qtbot, TEXT, width)
    metrics = value_field("E-mail").fontMetrics()
    beginnings = [TEXT[:length] for length in range(5, len(TEXT))]
    fitting = [text for text in beginnings if metrics.horizontalAdvance(text) < width - 16]
    assert min(differences(painted(qtbot, text, width), shown) for text in fitting) <= OVERHANG
