"""The bar above a person who was opened from a list: which one of how many, and where to go."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from profile_browser.messages import matches as wording
from profile_browser.ui.widgets.page_bar import PageBar, bar_button

if TYPE_CHECKING:
    from profile_browser.ui.widgets.place import Place


class MatchBar(PageBar):
    """Goes to the previous or next person of the list, or back to the list."""

    stepped = Signal(int)  # how many rows down
    list_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("matchBar", "matchPlace")
        self._announced = 0  # the number of a person
        back = bar_button(wording.BACK_TO_LIST, "backToListButton", self.list_wanted.emit)
        self._previous = bar_button(
            wording.PREVIOUS, "previousButton", partial(self.stepped.emit, -1)
        )
        self._next = bar_button(wording.NEXT, "nextButton", partial(self.stepped.emit, 1))
        self._layout.addWidget(back)
        self._layout.addStretch(1)
        for part in (self._words, self._previous, self._next):
            self._layout.addWidget(part)

    @Slot(object)
    def show_place(self, place: Place | None) -> None:
        """Show the number of the person and how many are listed, or nothing without a list.

        It is read aloud for each person, not while their list fills.
        """
        if place is not None:
            self._words.setText(wording.place(place.number, place.total))
            self._enable(can_go_back=place.can_go_back, can_go_on=place.can_go_on)
            if place.number != self._announced:
                self._announce()
        self._announced = place.number if place is not None else 0
        self.setVisible(place is not None)

    def _enable(self, *, can_go_back: bool, can_go_on: bool) -> None:
        """Enable the steps that are possible, and keep the focus of the keyboard in the bar."""
        had_focus = self._previous.hasFocus() or self._next.hasFocus()
        self._previous.setEnabled(can_go_back)
        self._next.setEnabled(can_go_on)
        if had_focus and not (self._previous.hasFocus() or self._next.hasFocus()):
            (self._previous if can_go_back else self._next).setFocus()
