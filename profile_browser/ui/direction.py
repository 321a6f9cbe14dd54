"""Which side a line begins at: the left one, or the right one in Arabic.

Qt mirrors the order of what is laid out, but no margins, and no alignment that is absolute.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtGui import QGuiApplication

from profile_browser.ui.properties import set_properties

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QLabel, QLayout, QLineEdit, QPlainTextEdit, QStatusBar

    from profile_browser.ui.properties import Side


def is_mirrored() -> bool:
    """Return whether lines begin at the right."""
    return QGuiApplication.isRightToLeft()


def start() -> Qt.AlignmentFlag:
    """Return the side at which all lines begin, whatever the direction of their letters is."""
    side = QtCore.Qt.AlignmentFlag
    absolute = side.AlignAbsolute | side.AlignVCenter
    return absolute | (side.AlignRight if is_mirrored() else side.AlignLeft)


def align_with_start(inside: QLabel | QLineEdit) -> None:
    """Let all lines of a widget begin there."""
    left: Side = "AlignLeft|AlignAbsolute|AlignVCenter"
    right: Side = "AlignRight|AlignAbsolute|AlignVCenter"
    set_properties(inside, alignment=right if is_mirrored() else left)


def reads_leftwards(text: str) -> bool:
    """Return whether the first letter is of a script that is read from right to left."""
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in strong if kind in {"L", "R", "AL"}), "L") != "L"


def begin_lines(view: QPlainTextEdit) -> None:
    """Let all lines of a text begin at one side, whatever the direction of their letters is."""
    option = view.document().defaultTextOption()
    option.setAlignment(start())
    view.document().setDefaultTextOption(option)


def begin_at_start(inside: QLabel | QLineEdit) -> None:
    """Let text of Latin letters begin at the right, as the Arabic text around it does."""
    if is_mirrored():
        align_with_start(inside)


def set_margins(
    inside: QLayout | QLabel | QStatusBar, before: int, top: int, after: int, bottom: int
) -> None:
    """Set the margins before and after a line, in device-independent pixels."""
    left, right = (after, before) if is_mirrored() else (before, after)
    inside.setContentsMargins(left, top, right, bottom)
