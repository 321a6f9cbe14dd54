"""Shows the bar that leads back to the list of many people while another page is shown."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.domain.people_list import RowState
from profile_browser.messages import people_list as wording

if TYPE_CHECKING:
    from profile_browser.ui.central_area import CentralArea
    from profile_browser.ui.pages.people_list import PeopleListPage
    from profile_browser.ui.result_pages import ResultPages
    from profile_browser.ui.widgets.list_bar import ListBar


class ListBarUpdater(QObject):
    """Keeps the bar up to date. It is not shown above a person of the list, who has another bar."""

    list_wanted = Signal()

    def __init__(self, page: PeopleListPage, pages: ResultPages, area: CentralArea) -> None:
        super().__init__(page)
        self._page, self._pages, self._area = page, pages, area
        self._exists = False
        page.table.changed.connect(self._show)
        pages.currentChanged.connect(self._show)
        pages.place_changed.connect(self._show)

    def follow(self, *, exists: bool) -> None:
        """Note whether there is a list."""
        self._exists = exists
        self._show()

    @cached_property
    def _bar(self) -> ListBar:
        from profile_browser.ui.widgets.list_bar import ListBar  # noqa: PLC0415 - not at the start

        bar = ListBar()
        bar.list_wanted.connect(self.list_wanted)
        self._area.insert_bar(bar)
        return bar

    @Slot()
    def _show(self) -> None:
        is_shown = self._pages.shows_people_list or self._pages.shows_person_of_list
        is_needed = self._exists and not is_shown
        if is_needed:
            counts = self._page.counts
            total = sum(counts.values())
            self._bar.show_words(wording.place(total - counts.get(RowState.NOT_ASKED, 0), total))
        if is_needed or "_bar" in vars(self):
            self._bar.setVisible(is_needed)
