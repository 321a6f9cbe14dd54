"""The bar above a person who was opened from a list: which one of how many, and where to go."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QWidget

from profile_browser.messages import matches as wording
from profile_browser.ui.widgets.containers import PAGE_MARGIN
from profile_browser.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable


class MatchBar(QWidget):
    """Goes to the previous or next person of the list, or back to the list."""

    stepped = Signal(int)  # how many rows down
    list_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("matchBar")
        self._place = PlainLabel(role="muted", name="matchPlace")
        self._place.setWordWrap(False)
        self._back = _button(wording.BACK_TO_LIST, "backToListButton", self.list_wanted.emit)
        self._previous = _button(wording.PREVIOUS, "previousButton", partial(self.stepped.emit, -1))
        self._next = _button(wording.NEXT, "nextButton", partial(self.stepped.emit, 1))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, 8)
        layout.addWidget(self._back)
        layout.addStretch(1)
        for part in (self._place, self._previous, self._next):
            layout.addWidget(part)
        self.hide()

    @Slot(object)
    def show_place(self, place: tuple[int, int] | None) -> None:
        """Show the number of the person and how many are listed, or nothing without a list."""
        if place is not None:
            number, count = place
            self._place.setText(wording.place(number, count))
            self._enable(can_go_back=number > 1, can_go_on=number < count)
            said = QAccessibleAnnouncementEvent(self, self._place.text())
            QAccessible.updateAccessibility(said)
        self.setVisible(place is not None)

    def follow_in_tab_order(self, part: QWidget) -> None:
        """Let Tab go from the last button of a part to this bar."""
        last = part.findChildren(QAbstractButton)[-1]
        for button in (self._back, self._previous, self._next):
            self.setTabOrder(last, button)
            last = button

    def _enable(self, *, can_go_back: bool, can_go_on: bool) -> None:
        """Enable the steps that are possible, and keep the focus of the keyboard in the bar."""
        had_focus = self._previous.hasFocus() or self._next.hasFocus()
        self._previous.setEnabled(can_go_back)
        self._next.setEnabled(can_go_on)
        if had_focus and not (self._previous.hasFocus() or self._next.hasFocus()):
            (self._previous if can_go_back else self._next).setFocus()


def _button(text: str, name: str, action: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus where it is
    button.clicked.connect(action)
    return button
