"""Navigates between the pages of the list of many people: its input, its rows, its people."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.domain.outcome import Found, Way
from profile_browser.messages.settings import NOTHING_SET_UP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QUrl

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.fields import Field
    from profile_browser.domain.list_input import ListCounts
    from profile_browser.domain.people_list import Entry, ListRow
    from profile_browser.domain.problem import Problem
    from profile_browser.ui.central_area import CentralArea
    from profile_browser.ui.connection_tracker import ConnectionTracker
    from profile_browser.ui.list_bar_updater import ListBarUpdater
    from profile_browser.ui.list_loss import ListLoss
    from profile_browser.ui.navigation import LookupNavigation
    from profile_browser.ui.pages.people_list import PeopleListPage
    from profile_browser.ui.pages.people_list_input import PeopleListInputPage
    from profile_browser.ui.result_pages import ResultPages
    from profile_browser.ui.widgets.search_row import SearchRow
    from profile_browser.ui.widgets.status_bar import StatusBar


class Window(Protocol):
    """What the list needs of the main window."""

    pages: ResultPages
    search: SearchRow
    status: StatusBar
    tracker: ConnectionTracker
    navigation: LookupNavigation

    def leave_answer(self) -> None:
        """Cancel the pending lookup, and leave nobody's name in the field."""

    def leave_to_start(self) -> None:
        """Leave what is shown for the start page."""

    def show_opened(self, found: Found) -> None:
        """Have the name of an opened person in the field, and report it."""


class ListNavigation(QObject):
    """Shows the pages of the list. Reading, looking up and saving are requested by signals."""

    input_shown = Signal()
    text_given = Signal(str)
    file_given = Signal(str)
    column_chosen = Signal(int)
    start_wanted = Signal(str)  # the reason
    stop_wanted = Signal()
    go_on_wanted = Signal()
    row_opened = Signal(object)  # a ListRow
    row_not_opened = Signal(object)
    save_wanted = Signal(str)
    closed = Signal()

    def __init__(self, window: Window, area: CentralArea) -> None:
        super().__init__(area)
        self._window, self._area = window, area
        self._report = window.status.report
        self._connection: Connection | None = None
        self._exists, self._pause = False, ""  # what the status bar says about a pause
        self._bar_updater: ListBarUpdater | None = None
        window.pages.list_wanted.connect(self.open)
        window.search.help.list_wanted.connect(self.open)
        window.search.field.list_pasted.connect(self.open_text)

    @property
    def exists(self) -> bool:
        """Whether there is a list, running or ended."""
        return self._exists

    @property
    def is_paused(self) -> bool:
        """Whether the list waits for a connection or a password."""
        return bool(self._pause)

    def use_connection(self, connection: Connection) -> None:
        """Forget the list, which belongs to the connection before."""
        self._connection = connection
        self._forget()

    def may_switch(self) -> bool:
        """Ask before a switch throws away what took long. Return whether to switch."""
        return not self._exists or self._loss.may_switch(self.page.progress.seconds)

    def may_end(self) -> bool:
        """Ask before the end of the program throws away what took long. Return whether to end."""
        return not self._exists or self._loss.may_end(self.page.progress.seconds)

    @Slot()
    def open(self) -> None:
        """Show the list, or the page that takes one."""
        if not self._exists:
            self._open_input()
        elif not self._window.pages.shows_people_list:
            self._window.leave_answer()
            self._window.pages.show_people_list()

    @Slot(str)
    def open_text(self, text: str) -> None:
        """Show how a text is understood as a list."""
        if self._open_input():
            self.input.paste(text)

    @Slot(object)
    def open_files(self, urls: Sequence[QUrl]) -> None:
        """Show how a file that was dropped is understood as a list."""
        from profile_browser.messages import people_list as wording

        if len(urls) != 1:
            self._report(wording.ONE_FILE)
        elif not urls[0].isLocalFile():
            self._report(wording.NOT_LOCAL)
        elif self._open_input():
            self._open_file(urls[0].toLocalFile())

    def show_started(self, entries: Sequence[Entry], fields: Sequence[Field]) -> None:
        """Show a list of which nobody has been asked yet. ``fields`` are what the layout adds."""
        from profile_browser.messages import people_list as wording

        self._exists, self._pause = True, ""
        self._loss.start()
        self.input.forget()
        self.page.show_list(entries, fields)
        self._window.pages.show_people_list()
        if self._bar_updater is not None:
            self._bar_updater.follow(exists=True)
        self._window.tracker.note_start()
        self._report(wording.started(len(entries), self._title))

    @Slot(int, object)
    def add_rows(self, first: int, rows: Sequence[ListRow]) -> None:
        """Fill in the rows from this entry on."""
        self._loss.note_rows()
        self.page.add_rows(first, rows)
        if any(row.is_answered for row in rows):
            self._window.tracker.note_reached()

    def show_pause(self, problem: Problem, seconds: float | None) -> None:
        """Say why nobody is asked, and when that is tried again. Each reason is read aloud once."""
        self._window.tracker.note_outcome(problem)
        sentence = self.page.progress.pause(problem, seconds)
        if sentence != self._pause:
            self._pause = sentence
            self._report(sentence)

    def show_going_on(self) -> None:
        """Say nothing more about a pause."""
        self.page.progress.go_on()
        if self._window.status.message == self._pause:
            self._window.status.clear_message()
        self._pause = ""

    def show_end(self, *, stopped: bool) -> str:
        """Say what was found, and return that sentence."""
        self._pause = ""
        self._loss.end()
        self._window.tracker.note_cancel()
        words = self.page.show_end(stopped=stopped)
        self._report(words)
        return words

    def ask_for_reason(self, counts: ListCounts, sentence: str) -> None:
        """Go back to the input: the list needs a reason, and nobody was looked up without it."""
        self._drop()
        self._open_input()
        self.input.ask_reason(counts, sentence)

    def show_saved(self, sentence: str) -> None:
        """Say that the list is saved."""
        self._loss.note_saved()
        self.page.show_result("")
        self._report(sentence)

    def show_not_saved(self, sentence: str) -> None:
        """Say why the list is not saved."""
        self.page.show_result(sentence)
        self._report(sentence)

    @property
    def _title(self) -> str:
        return self._connection.title if self._connection is not None else ""

    @cached_property
    def _loss(self) -> ListLoss:
        from profile_browser.ui.list_loss import ListLoss

        return ListLoss(self._area)

    @cached_property
    def input(self) -> PeopleListInputPage:
        """The page that takes a list."""
        page = self._window.pages.list_input
        page.text_given.connect(self.text_given)
        page.column_chosen.connect(self.column_chosen)
        page.start_wanted.connect(self._start)
        page.open_wanted.connect(self._choose_file)
        return page

    @cached_property
    def page(self) -> PeopleListPage:
        """The page with the list."""
        from profile_browser.ui.list_bar_updater import ListBarUpdater

        pages = self._window.pages
        page = pages.people_list
        page.stop_wanted.connect(self.stop_wanted)
        page.go_on_wanted.connect(self.go_on_wanted)
        page.row_opened.connect(self._open_row)
        page.save_wanted.connect(self._choose_where)
        page.new_wanted.connect(self._open_input)
        page.close_wanted.connect(self._close)
        page.table.not_opened.connect(self.row_not_opened)
        page.table.changed.connect(pages.note_place)
        self._bar_updater = ListBarUpdater(page, pages, self._area)
        self._bar_updater.list_wanted.connect(self.open)
        return page

    @Slot()
    def _open_input(self) -> bool:
        """Show the page that takes a list. Return False where nobody can be looked up."""
        if self._connection is None or self._connection.is_absent:
            self._report(NOTHING_SET_UP)
            return False
        self._window.leave_answer()
        self.input_shown.emit()
        self._window.pages.show_list_input()
        return True

    def _open_file(self, path: str) -> None:
        self.input.show_file()
        self.input.show_reading()
        self.file_given.emit(path)

    @Slot(str)
    def _start(self, reason: str) -> None:
        """Request the start, after a question if that throws away a list."""
        if self._loss.may_replace():
            self.start_wanted.emit(reason)

    @Slot(object)
    def _open_row(self, row: ListRow) -> None:
        """Show the person of a row, without reading again, or search for several people."""
        self.row_opened.emit(row)
        if row.usernames or row.read_at is None:
            self._window.navigation.ask_search(row.entry.text)
            return
        asked = row.entry.text if row.entry.way is Way.KEY else ""
        found = Found(row.user, self._title, row.read_at, asked, row.entry.way)
        self._window.pages.show_person(found)
        self._window.show_opened(found)

    @Slot()
    def _close(self) -> None:
        """Close the list, after a question if that throws something away."""
        if self._loss.may_close():
            self._drop()
            self._window.leave_to_start()

    def _drop(self) -> None:
        self.closed.emit()
        self._forget()
        self.page.forget()

    def _forget(self) -> None:
        if self._exists:
            self._loss.forget()
        self._exists, self._pause = False, ""
        if self._bar_updater is not None:
            self._bar_updater.follow(exists=False)

    @Slot()
    def _choose_file(self) -> None:
        from profile_browser.ui.dialogs.list_files import open_dialog

        open_dialog(self._area, self._open_file).open()

    @Slot()
    def _choose_where(self) -> None:
        from profile_browser.ui.dialogs.list_files import save_dialog

        save_dialog(self._area, self._save).open()

    def _save(self, path: str) -> None:
        self._loss.begin_saving()
        self.save_wanted.emit(path)
