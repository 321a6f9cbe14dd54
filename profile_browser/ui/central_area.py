"""The parts of the window below each other."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from profile_browser.ui.result_pages import ResultPages
    from profile_browser.ui.widgets.clipboard_offer import ClipboardOffer
    from profile_browser.ui.widgets.match_bar import MatchBar
    from profile_browser.ui.widgets.notice import Notice
    from profile_browser.ui.widgets.page_bar import PageBar
    from profile_browser.ui.widgets.place import Place


class CentralArea(QWidget):
    """Gives the last part, the pages, all the height that the others do not need.

    Above the pages are notices and the bars that lead back to a list.
    """

    list_wanted = Signal()
    offer_taken = Signal(str)  # the name that was copied elsewhere

    def __init__(self, *above: QWidget, pages: ResultPages) -> None:
        super().__init__()
        self._above, self._pages = above[-1], pages
        self._bars: list[PageBar] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        for part in above:
            self._layout.addWidget(part)
        self._layout.addWidget(pages, 1)
        pages.place_changed.connect(self._show_place)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Scroll to what Tab reaches in a page from outside. Qt does so only within a page."""
        has_moved = super().focusNextPrevChild(forwards)
        self._pages.show_focus()
        return has_moved

    @property
    def is_stepping_by_keyboard(self) -> bool:
        """Whether a button of a bar has the focus."""
        focus = self.window().focusWidget()
        return any(bar.isAncestorOf(focus) for bar in self._bars)

    def insert_notice(self, notice: Notice) -> None:
        """Show a notice above the pages, and have it read aloud."""
        self._insert(notice)
        notice.announce()

    def insert_bar(self, bar: PageBar) -> None:
        """Put a bar above the pages, below the bars that are there."""
        self._insert(bar)
        self._bars.append(bar)
        for each in reversed(self._bars):  # the one that follows the search row last comes first
            each.follow_in_tab_order(self._above)

    @Slot(object)
    def _show_place(self, place: Place | None) -> None:
        """Show the bar with a place in the list, or hide it. It is made when it is first used."""
        self._match_bar.show_place(place)

    @cached_property
    def _match_bar(self) -> MatchBar:
        from profile_browser.ui.widgets.match_bar import MatchBar  # noqa: PLC0415 - not at the start

        bar = MatchBar()
        bar.stepped.connect(self._pages.step)
        bar.list_wanted.connect(self.list_wanted)
        self.insert_bar(bar)
        return bar

    @cached_property
    def offer(self) -> ClipboardOffer:
        """The bar that offers what was copied elsewhere. It is made when it is first used."""
        from profile_browser.ui.widgets.clipboard_offer import (  # noqa: PLC0415 - not at the start
            ClipboardOffer,
        )

        bar = ClipboardOffer(self._pages.theme.masking)
        bar.taken.connect(self.offer_taken)
        self.insert_bar(bar)
        return bar

    @property
    def has_offer(self) -> bool:
        """Whether something that was copied elsewhere is offered."""
        return "offer" in vars(self) and not self.offer.isHidden()

    @Slot()
    def clear_offer(self) -> None:
        """Offer nothing until something else is copied."""
        if "offer" in vars(self):
            self.offer.clear()

    def _insert(self, part: QWidget) -> None:
        self._layout.insertWidget(self._layout.count() - 1, part)
        part.stackUnder(self._pages)  # so that it is read before the page
