"""Properties of widgets by the names of their values, so that a start needs none of Qt's flags.

PySide makes all 93 kinds of flags in ``Qt`` as soon as one is used, in 13 ms. Code that runs before
the first paint, or until a profile named at the start is shown, sets properties here. Code that
runs later writes ``QtCore.Qt`` inside functions, because importing ``Qt`` makes the flags, too. It
writes ``QtGui.QPainter`` for the same reason, and so for other classes with enums of their own.
"""

from typing import Literal, TypedDict, Unpack

from PySide6.QtCore import QObject

Direction = Literal["LeftToRight", "RightToLeft"]
Side = Literal["AlignLeft|AlignAbsolute|AlignVCenter", "AlignRight|AlignAbsolute|AlignVCenter"]


class Properties(TypedDict, total=False):
    """The properties that can be set this way and their values, by Qt's names."""

    alignment: Side
    contextMenuPolicy: Literal["CustomContextMenu"]
    focusPolicy: Literal["NoFocus", "TabFocus"]
    horizontalScrollBarPolicy: Literal["ScrollBarAlwaysOff"]
    layoutDirection: Direction
    textElideMode: Literal["ElideRight"]
    textFormat: Literal["PlainText"]
    textInteractionFlags: Literal["TextSelectableByMouse"]
    toolButtonStyle: Literal["ToolButtonTextBesideIcon"]
    verticalScrollBarPolicy: Literal["ScrollBarAlwaysOff"]


def set_properties(target: QObject, **values: Unpack[Properties]) -> None:
    """Set these properties.

    Raises ValueError if the object has no such property or the property no such value: labels
    rely on it to show plain text alone.
    """
    for name, value in values.items():
        if not target.setProperty(name, value):
            raise ValueError(target, name, value)
