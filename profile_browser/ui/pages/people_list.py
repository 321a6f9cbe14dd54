"""The page with a list of people: how far it is, and what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from profile_browser.messages import copying
from profile_browser.messages import people_list as wording
from profile_browser.ui.clipboard import put_text
from profile_browser.ui.pages.page import ListingPage
from profile_browser.ui.widgets.button_row import ButtonRow
from profile_browser.ui.widgets.containers import card
from profile_browser.ui.widgets.elided_labels import ElidedWordsLabel, heading
from profile_browser.ui.widgets.list_progress import ListProgress
from profile_browser.ui.widgets.people_filter import PeopleFilter
from profile_browser.ui.widgets.people_table import PeopleTable
from profile_browser.ui.widgets.place import Place
from profile_browser.ui.widgets.push_button import push_button

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from profile_browser.domain.fields import Field
    from profile_browser.domain.people_list import Entry, ListRow, RowState
    from profile_browser.ui.theme import Theme


class PeopleListPage(ListingPage):
    """Keeps its list until another one is looked up, or the connection is left."""

    content_width = 1080  # as the page with matches

    row_opened = Signal(object)  # a ListRow that is found or several
    stop_wanted = Signal()
    go_on_wanted = Signal()
    save_wanted = Signal()
    new_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("peopleListPage")
        self._heading = heading(scale=1.4, name="peopleListHeading")
        self._result = ElidedWordsLabel(role="notice", name="listResult")
        self.table = PeopleTable(theme)
        self._filter = PeopleFilter(theme, self.table)
        self.progress = ListProgress(lambda: self.table.counts)
        self._save = push_button(wording.SAVE, "saveListButton")
        self._copy = push_button(wording.COPY, "copyListButton")
        self._new = push_button(wording.NEW_LIST, "newListButton")
        self._close = push_button(wording.CLOSE_LIST, "closeListButton")
        self._lay_out()
        self._connect()
        self._result.hide()

    @property
    def place(self) -> Place:
        """The place of the selected person among those that are shown."""
        return Place(*self.table.place, self.table.can_step(-1), self.table.can_step(1))

    @property
    def counts(self) -> Mapping[RowState, int]:
        """How many entries are in each state."""
        return self.table.counts

    def clear(self) -> None:
        """Keep the list: it belongs to no lookup."""
        self._copied_mark.hide()

    def forget(self) -> None:
        """Remove everybody."""
        self.clear()
        self.progress.end("")
        self._result.hide()
        self._filter.clear()
        self.table.show_entries((), ())

    def show_list(self, entries: Sequence[Entry], fields: Sequence[Field]) -> None:
        """List these entries, nobody asked yet. ``fields`` are those that the layout adds."""
        self._filter.clear()
        self.table.show_entries(entries, fields)
        self._heading.setText(wording.heading(len(entries)))
        self._result.hide()
        self.progress.start()

    def add_rows(self, first: int, rows: Sequence[ListRow]) -> None:
        """Fill in the rows from this entry on."""
        self.table.set_rows(first, rows)

    def show_end(self, *, stopped: bool) -> str:
        """Say what became of the list, and return that sentence."""
        words = wording.ended(self.table.counts, self.progress.seconds, stopped=stopped)
        self.progress.end(words)
        self.table.settle()
        return words

    def show_result(self, sentence: str) -> None:
        """Say what became of something else, such as saving; an empty sentence says nothing."""
        self._result.setText(sentence)
        self._result.setVisible(bool(sentence))

    def take_focus(self) -> None:
        """Go to the row that was opened last."""
        self.table.go_to_last_opened()

    def step(self, distance: int) -> None:
        """Open the next person that far down who was found, if there is one."""
        self.table.step(distance)

    def copy_row(self) -> None:
        """Copy the selected people, one field on each line."""
        self.table.copy_rows_as_text()

    @Slot(str, str)
    def _copy_text(self, text: str, what: str) -> None:
        put_text(text)
        self._report_copy(copying.copied(what), self._copy)

    def _connect(self) -> None:
        self.table.opened.connect(self.row_opened)
        self.table.typed.connect(self.typed)
        self.table.copy_wanted.connect(self._copy_text)
        self.progress.stop_wanted.connect(self.stop_wanted)
        self.progress.go_on_wanted.connect(self.go_on_wanted)
        self._save.clicked.connect(self.save_wanted)
        self._copy.clicked.connect(self.table.copy_table)
        self._new.clicked.connect(self.new_wanted)
        self._close.clicked.connect(self.close_wanted)

    def _lay_out(self) -> None:
        frame, layout = card()
        for part in (self._heading, self.progress, self._result, self._filter):
            layout.addWidget(part)
        layout.addWidget(self.table, 1)
        layout.addWidget(ButtonRow(self._save, self._copy, self._new, self._close))
        self._add_cards(frame, fill=True)
