"""The bar above a person who was opened from a list: which one of how many, and where to go."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot

from profile_browser.messages import matches as wording
from profile_browser.ui.widgets.page_bar import PageBar, bar_button


class MatchBar(PageBar):
    """Goes to the previous or next person of the list, or back to the list."""

    stepped = Signal(int)  # how many rows down
    list_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("matchBar", "matchPlace")
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
    def show_place(self, place: tuple[int, int] | None) -> None:
        """Show the number of the person and how many are listed, or nothing without a list."""
        if place is not None:
            number, count = place
            self._words.setText(wording.place(number, count))
            self._enable(can_go_back=number > 1, can_go_on=number < count)
            self._announce()
        self.setVisible(place is not None)

    def _enable(self, *, can_go_back: bool, can_go_on: bool) -> None:
        """Enable the steps that are possible, and keep the focus of the keyboard in the bar."""
        had_focus = self._previous.hasFocus() or self._next.hasFocus()
        self._previous.setEnabled(can_go_back)
        self._next.setEnabled(can_go_on)
        if had_focus and not (self._previous.hasFocus() or self._next.hasFocus()):
            (self._previous if can_go_back else self._next).setFocus()
