"""In a window from right to left, text of Latin letters begins at the right as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from profile_browser.messages.plain_text import NOT_RECORDED
from profile_browser.ui.dialogs.form_fields import line_edit
from profile_browser.ui.widgets.labels import PlainLabel
from profile_browser.ui.widgets.value_row import _name_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    before = qapp.layoutDirection()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(before)


@pytest.mark.usefixtures("mirrored")
def test_a_key_or_an_address_begins_at_the_right(qtbot: QtBot) -> None:
    shown = PlainLabel("Ctrl+L"), line_edit("connection_string")
    for widget in shown:
        qtbot.addWidget(widget)
        assert widget.alignment() & RIGHT == RIGHT


@pytest.mark.usefixtures("mirrored")
def test_the_name_of_a_field_in_two_arabic_words_stays_on_one_line(qtbot: QtBot) -> None:
    field = QLineEdit(NOT_RECORDED)
    label = _name_label("البريد الإلكتروني", field)
    for widget in (field, label):
        qtbot.addWidget(widget)
    width = label.minimumWidth()
    assert label.heightForWidth(width) == label.heightForWidth(2 * width)
