"""What all pages of the result area have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from profile_browser.ui.widgets.containers import (
    CONTENT_WIDTH,
    PAGE_MARGIN,
    centre,
    prepare_scroll_area,
)
from profile_browser.ui.widgets.copied_mark import CopiedMark

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from profile_browser.ui.widgets.place import Place


class Page(QScrollArea):
    """One page. It scrolls where the window is too small for it.

    It reports by signal what the person wants, so that the stack connects each page alike.
    """

    content_width = CONTENT_WIDTH

    again_wanted = Signal()
    details_wanted = Signal(str)  # a username; empty if they are no longer wanted
    dismissed = Signal()  # as by Esc
    copied = Signal(str)  # the sentence that reports it
    forget_wanted = Signal()
    list_wanted = Signal()  # of many people
    match_opened = Signal(object)  # a Found
    problem_opened = Signal(object)  # a Problem
    reason_given = Signal(str)
    question_chosen = Signal(object)  # a Question
    typed = Signal(str)  # text that belongs in the search field

    def __init__(self, name: str) -> None:
        super().__init__()
        prepare_scroll_area(self, name)
        self._content = QWidget()
        self._cards = QVBoxLayout(self._content)

    def clear(self) -> None:
        """Remove everything that belongs to a lookup. Must work on an empty page too."""
        raise NotImplementedError

    def forget(self) -> None:
        """Remove everything, because the connection is left."""
        self.clear()

    def _add_cards(self, *cards: QWidget, fill: bool = False) -> None:
        """Put these cards below each other, aligned with the search row above.

        The last one can fill the page; else every card is as high as its content.
        """
        self._cards.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, PAGE_MARGIN // 2)
        self._cards.setSpacing(12)
        for card in cards:
            self._cards.addWidget(card)
        if not fill:
            self._cards.addStretch(1)
        self.setWidget(self._content)
        self._copied_mark = CopiedMark(self._content)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cards in the middle of a wide window."""
        centre(self._cards, event.size().width(), self.content_width)
        super().resizeEvent(event)

    def _report_copy(self, sentence: str, place: QWidget) -> None:
        """Say at this place, and in the status bar, that something was copied."""
        self._copied_mark.show_at(place)
        self.copied.emit(sentence)


class ListingPage(Page):
    """A page with people in rows. Each is shown by the profile page, with the rows behind it."""

    @property
    def place(self) -> Place:
        """The place of the selected person among those that are listed."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Let the rows be used by keyboard."""
        raise NotImplementedError

    def step(self, distance: int) -> None:
        """Open the person so many rows further down, if there is one."""
        raise NotImplementedError

    def copy_row(self) -> None:
        """Copy all fields of the selected person."""
        raise NotImplementedError
