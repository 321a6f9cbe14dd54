"""The parts of the window below each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from profile_browser.ui.pages.stack import PageStack
    from profile_browser.ui.widgets.match_bar import MatchBar
    from profile_browser.ui.widgets.notice import Notice


class CentralArea(QWidget):
    """Gives the last part, the pages, all the height that the others do not need.

    Above the pages are notices and, once a person was opened from a list, the bar for that list.
    """

    stepped = Signal(int)
    list_wanted = Signal()

    def __init__(self, *above: QWidget, pages: PageStack) -> None:
        super().__init__()
        self._above, self._pages = above[-1], pages
        self._bar: MatchBar | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        for part in above:
            self._layout.addWidget(part)
        self._layout.addWidget(pages, 1)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Scroll to what Tab reaches in a page from outside. Qt does so only within a page."""
        has_moved = super().focusNextPrevChild(forwards)
        self._pages.show_focus()
        return has_moved

    @property
    def is_stepping_by_keyboard(self) -> bool:
        """Whether a button of the bar has the focus."""
        return self._bar is not None and self._bar.isAncestorOf(self.window().focusWidget())

    def insert_notice(self, notice: Notice) -> None:
        """Show a notice above the pages, and have it read aloud."""
        self._insert(notice)
        notice.announce()

    @Slot(object)
    def show_place(self, place: tuple[int, int] | None) -> None:
        """Show the bar with a place in the list, or hide it. It is made when it is first used."""
        if self._bar is None:
            self._bar = self._make_bar()
        self._bar.show_place(place)

    def _make_bar(self) -> MatchBar:
        from profile_browser.ui.widgets.match_bar import MatchBar  # noqa: PLC0415 - not at the start

        bar = MatchBar()
        bar.stepped.connect(self.stepped)
        bar.list_wanted.connect(self.list_wanted)
        self._insert(bar)
        bar.follow_in_tab_order(self._above)
        return bar

    def _insert(self, part: QWidget) -> None:
        self._layout.insertWidget(self._layout.count() - 1, part)
