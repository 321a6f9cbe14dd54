"""Tooltips for text that is cut, shown letter for letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtGui

from profile_browser.messages.plain_text import brief

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

LONGEST_TIP = 300  # characters; a longer tooltip would cover the screen


def literal(text: str) -> str:
    """Return a text for a tooltip, which would interpret markup."""
    return QtGui.Qt.convertFromPlainText(text, QtGui.Qt.WhiteSpaceMode.WhiteSpaceNormal)


def tooltip_of(name: str) -> str:
    """Return a name for a tooltip, letter for letter even if it looks like markup."""
    may_be_markup = "<" in name or "&lt;" in name  # else Qt is not asked, nor its flags made
    return literal(name) if may_be_markup and QtGui.Qt.mightBeRichText(name) else name


def show_whole_text(widget: QWidget, text: str, *, is_cut: bool) -> None:
    """Let the widget's tooltip show the text if the widget itself shows only a part of it."""
    show_tip(widget, text if is_cut else "")


def show_tip(widget: QWidget, text: str) -> None:
    """Let the widget's tooltip show the beginning of this text; without a text it has none.

    Screen readers read it as well. Without a description, they would read the tooltip's markup.
    """
    shown = brief(text, LONGEST_TIP) if text else ""
    tip = literal(shown) if shown else ""
    if tip != widget.toolTip():
        widget.setToolTip(tip)
        widget.setAccessibleDescription(shown)
