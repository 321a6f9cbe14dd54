"""What all pages of the result area have in common."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from profile_browser.ui.widgets.containers import CONTENT_WIDTH, PAGE_MARGIN, prepare_scroll_area
from profile_browser.ui.widgets.copied_mark import CopiedMark


class Page(QScrollArea):
    """One page. It scrolls where the window is too small for it.

    It reports by signal what the person wants, so that the stack connects each page alike.
    """

    again_wanted = Signal()
    copied = Signal(str)  # the sentence that reports it
    forget_wanted = Signal()
    match_opened = Signal(object)  # a Found
    problem_opened = Signal(object)  # a Problem
    question_chosen = Signal(object)  # a Question
    typed = Signal(str)  # text that belongs in the search field

    def __init__(self, name: str) -> None:
        super().__init__()
        prepare_scroll_area(self, name)

    def clear(self) -> None:
        """Remove everything that belongs to a lookup. Must work on an empty page too."""
        raise NotImplementedError

    def _add_cards(self, *cards: QWidget) -> None:
        """Put these cards below each other, aligned with the search row above."""
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, PAGE_MARGIN // 2)
        layout.setSpacing(12)
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        for card in cards:
            card.setMaximumWidth(CONTENT_WIDTH)
            layout.addWidget(card)
        self.setWidget(content)
        self._copied_mark = CopiedMark(content)

    def _report_copy(self, sentence: str, place: QWidget) -> None:
        """Say at this place, and in the status bar, that something was copied."""
        self._copied_mark.show_at(place)
        self.copied.emit(sentence)
