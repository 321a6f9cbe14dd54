"""Labels that show text letter for letter, and never interpret it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QLabel, QSizePolicy

from profile_browser.ui.direction import begin_at_start
from profile_browser.ui.properties import set_properties

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    WidgetT = TypeVar("WidgetT", bound=QWidget)


class PlainLabel(QLabel):
    """A label of plain text, broken into lines.

    The style sheet goes by the role, and tests and screen readers by the name.
    """

    def __init__(self, text: str = "", *, role: str = "", name: str = "") -> None:
        super().__init__(text)
        set_properties(self, textFormat="PlainText")
        self.setWordWrap(True)
        begin_at_start(self)
        self.setProperty("role", role)
        self.setObjectName(name)


def selectable(label: PlainLabel) -> PlainLabel:
    """Let the text be selected with the mouse. Qt then takes 0.2 ms longer for each new text."""
    set_properties(label, textInteractionFlags="TextSelectableByMouse")
    return label


def let_shrink(widget: WidgetT) -> WidgetT:
    """Let a widget be narrower than its text, so that a long word does not widen the window."""
    widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return widget
