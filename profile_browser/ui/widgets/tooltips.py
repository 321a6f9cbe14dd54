"""Tooltips for text that is cut, shown letter for letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import Qt  # its module of QtCore does not know this function

from profile_browser.messages.plain_text import brief

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

LONGEST_TIP = 300  # characters; a longer tooltip would cover the screen


def literal(text: str) -> str:
    """Return a text for a tooltip, which would interpret markup."""
    return Qt.convertFromPlainText(text, Qt.WhiteSpaceMode.WhiteSpaceNormal)


def show_whole_text(widget: QWidget, text: str, *, is_cut: bool) -> None:
    """Let the widget's tooltip show the text if the widget itself shows only a part of it."""
    tip = literal(brief(text, LONGEST_TIP)) if is_cut else ""
    if tip != widget.toolTip():
        widget.setToolTip(tip)
