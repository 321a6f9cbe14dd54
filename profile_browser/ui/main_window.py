"""The main window: it puts the parts together and shows the outcome of each lookup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QSize, Signal, Slot

from profile_browser.domain.outcome import Answer, Found, Matches
from profile_browser.domain.question import Question, username_of
from profile_browser.messages import recent as recent_wording
from profile_browser.ui.answer_reporter import AnswerReporter
from profile_browser.ui.central_area import CentralArea
from profile_browser.ui.connection_tracker import ConnectionTracker
from profile_browser.ui.details_hider import DetailsHider
from profile_browser.ui.drop_window import DropWindow
from profile_browser.ui.keys import handle_key
from profile_browser.ui.list_navigation import ListNavigation
from profile_browser.ui.navigation import LookupNavigation
from profile_browser.ui.result_pages import ResultPages
from profile_browser.ui.shortcuts import bind
from profile_browser.ui.widgets.environment_band import EnvironmentBand
from profile_browser.ui.widgets.search_row import SearchRow
from profile_browser.ui.widgets.status_bar import StatusBar
from profile_browser.ui.window_help import WindowHelp
from profile_browser.ui.window_shortcuts import window_shortcuts
from profile_browser.ui.window_title import WindowTitle

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.details import DetailsOutcome
    from profile_browser.domain.problem import Problem
    from profile_browser.ui.theme import Theme
    from profile_browser.ui.widgets.notice import Notice

DEFAULT_SIZE, MINIMUM_SIZE = QSize(760, 560), QSize(400, 300)


class MainWindow(DropWindow):
    """Requests lookups by signal and gets their answers in its slots. It knows no store."""

    lookup_wanted = Signal(object)
    cancel_wanted = Signal()
    details_wanted = Signal(str)
    connection_wanted = Signal(object)
    manage_wanted = Signal()
    waiting_too_long = Signal()
    typed = Signal(str)

    def __init__(self, connection: Connection, theme: Theme) -> None:
        super().__init__()
        self._connection = connection
        self._asked: Question | None = None
        self._removed = 0  # invisible characters around the text that was asked last
        self.is_waiting = False
        self.title = WindowTitle(self, connection, theme.masking)
        self.band = EnvironmentBand(theme)
        self.search = SearchRow(theme)
        self.pages = ResultPages(theme)
        self.status = StatusBar(theme)
        self.navigation = LookupNavigation(self)
        self.tracker = ConnectionTracker(self.status)
        self._reporter = AnswerReporter(self.status, theme.masking, connection)
        self.help = WindowHelp(self, theme)
        self._lay_out()
        self.lists = ListNavigation(self, self.area)
        self.hider = DetailsHider(theme.masking, self.area, self.search.help)
        self.help.shortcuts = window_shortcuts(self)
        self._connect_parts()
        bind(self.help.shortcuts, self)
        self.use_connection(connection)

    def use_connection(self, connection: Connection) -> None:
        """Show another connection, and nothing from the one before."""
        self._connection, self._asked = connection, None
        self._reporter.use_connection(connection)
        self.navigation.use_connection(connection)
        self._stop_waiting()
        self.title.use_connection(connection)
        self.band.show_connection(connection)
        self.status.show_connection(connection.title)
        self.status.clear_message()
        self.pages.use_connection(connection)
        self.lists.use_connection(connection)
        self.tracker.use_connection(connection)
        self.search.use_connection(connection)
        self.search.select_text()  # the next name replaces the last one

    @Slot(str)
    def ask(self, text: str) -> None:
        """Look up the user whom this text names."""
        self.navigation.ask(text)

    @Slot()
    def ask_again(self) -> None:
        """Look up the same again."""
        if self._asked is not None:
            self.navigation.visit(self.pages.narrow_to_shown(self._asked))
        else:
            self.search.submit()

    @Slot(object)
    def show_started(self, question: Question) -> None:
        """Show that a lookup has started: nobody's fields, and soon the time that it takes."""
        self.is_waiting = True
        self.search.field.setFocus()
        self.pages.start_lookup(question)
        self.status.start_waiting()
        self.tracker.note_start()

    @Slot(object)
    def show_answer(self, answer: Answer) -> None:
        """Show the answer to the question that was asked last."""
        self._stop_waiting()
        question, outcome = answer.question, answer.outcome
        self.navigation.note(question, outcome)
        self.pages.show_outcome(question, outcome, self._connection.title)
        if isinstance(outcome, Matches) and self.search.is_waiting_with(question.text):
            self.pages.matches.table.setFocus()
        self._reporter.report(answer, self._removed, is_in_list=self.pages.is_in_list)
        self.tracker.note_answer(answer)

    def show_details(self, outcome: DetailsOutcome) -> None:
        """Show the details of the record that is shown, or why there are none."""
        self.pages.profile.details.show_outcome(outcome)
        self.tracker.note_outcome(outcome)

    def show_own_error(self, problem: Problem) -> None:
        """Show that the program itself failed, in place of a page that may be half filled."""
        self._stop_waiting()
        self.pages.show_own_error(problem)
        self._reporter.report_own_error(problem)

    def show_notice(self, notice: Notice) -> None:
        """Show a notice between the search row and the pages, and have it read aloud."""
        notice.closed.connect(self.search.field.setFocus)
        self.area.insert_notice(notice)

    @Slot()
    def show_cancelled(self) -> None:
        """Show that the lookup was cancelled."""
        self._stop_waiting()
        self.tracker.note_cancel()
        self.pages.show_welcome()
        if self._asked is not None:
            self._reporter.report_cancelled(self._asked)

    @Slot()
    def go_back(self) -> None:
        """Go back to the list of matches if it is behind, else to the previous lookup."""
        if self.pages.can_return_to_list:
            self._leave_page()
        else:
            self.navigation.go_back()

    def leave_answer(self) -> None:
        """Cancel the pending lookup, and leave nobody's name in the field."""
        if self.is_waiting:
            self.cancel_wanted.emit()
        self.navigation.leave()
        self._forget_asked()
        self.status.clear_message()

    def leave_to_start(self) -> None:
        """Leave what is shown for the start page."""
        self.pages.show_welcome()
        self.navigation.leave()
        self.status.clear_message()
        self.search.select_text()

    def show_opened(self, found: Found) -> None:
        """Have the name of a person of a list in the field, and report who was opened."""
        self._asked = Question(found.stored_as)
        self.search.show_text(self._asked.text)
        self._report_match(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle keys that nothing else did. A shortcut would take Esc from an open list."""
        if event.key() == QtCore.Qt.Key.Key_Escape:
            self._escape()
        elif not handle_key(event, self.focusWidget()):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, unless a list is worth more."""
        event.setAccepted(self.lists.may_end())

    @Slot()
    def _escape(self) -> None:
        if self.is_waiting:
            self.cancel_wanted.emit()
        elif self.pages.stop_reading_details() or self.search.end_suggestions():
            return  # somebody may have waited for them; the next Esc goes on
        elif self.pages.has_page_behind:
            self._leave_page()
        elif self.pages.shows_outcome:
            self.leave_to_start()
        else:
            self.search.field.clear()
            self.search.field.setFocus()

    @Slot()
    def _leave_page(self) -> None:
        """Show the page behind, and take up the question again if that is a list of matches."""
        self.pages.step_back()
        listed = self.pages.listed_question
        if listed is not None:
            self._asked = listed
            self.search.show_text(listed.text)
            self.navigation.return_to(listed)
        if self.pages.shows_people_list:
            self.leave_answer()
        else:
            self._reporter.report_again()

    @Slot()
    def _forget_lookups(self) -> None:
        """Forget who was looked up on this connection, and leave no name on the start page."""
        self.navigation.forget()
        self._forget_asked()
        self.leave_to_start()
        self.status.report(recent_wording.cleared(self._connection.title))

    def _forget_asked(self) -> None:
        if self._asked is not None and self.search.field.text() == self._asked.text:
            self.search.field.clear()
        self._asked = None

    @Slot(object, int)
    def _request(self, question: Question, removed: int) -> None:
        self._asked, self._removed = question, removed
        self.lookup_wanted.emit(question)
        self.search.show_text(question.text)

    def _stop_waiting(self) -> None:
        self.is_waiting = False
        self.status.stop_waiting()

    @Slot(object)
    def _report_match(self, found: Found) -> None:
        if not self.area.is_stepping_by_keyboard:
            self.search.select_text()  # the next name replaces this one
        self._reporter.report_match(found)

    @Slot(str)
    def _forward_typing(self, text: str) -> None:
        """Pass typed text on for suggestions; an empty text ends them."""
        is_name = text == username_of(text, self._connection.record)
        self.typed.emit(text if is_name and self.tracker.is_usable else "")

    def _lay_out(self) -> None:
        self.area = CentralArea(self.band, self.search, pages=self.pages)
        self.setCentralWidget(self.area)
        self.setStatusBar(self.status)
        self.setMinimumSize(MINIMUM_SIZE)
        self.resize(DEFAULT_SIZE)

    def _connect_parts(self) -> None:
        self.navigation.requested.connect(self._request)
        self.navigation.refused.connect(self.status.report)
        self.band.chosen.connect(self.connection_wanted)
        self.band.manage_wanted.connect(self.manage_wanted)
        self.status.cancelled.connect(self.cancel_wanted)
        self.status.waiting_long.connect(self.pages.name_awaited)
        self.status.waiting_too_long.connect(self.waiting_too_long)
        self.list_dropped.connect(self.lists.open_text)
        self.files_dropped.connect(self.lists.open_files)
        self.lists.row_not_opened.connect(self._reporter.report_not_opened)
        self.hider.reported.connect(self.status.report)
        self._connect_search()
        self._connect_pages()

    def _connect_search(self) -> None:
        self.search.set_known_names(self.navigation.known_names)
        self.search.submitted.connect(self.navigation.ask)
        self.search.search_submitted.connect(self.navigation.ask_search)
        self.search.typed.connect(self._forward_typing)
        self.search.help.keys_wanted.connect(self.help.show_shortcuts)
        self.search.help.guide_wanted.connect(self.help.show_guide)

    def _connect_pages(self) -> None:
        self.pages.welcome.set_recent(self.navigation.recent)
        self.area.list_wanted.connect(self._leave_page)
        self.area.offer_taken.connect(self.navigation.ask)
        self.pages.forget_wanted.connect(self._forget_lookups)
        self.pages.match_shown.connect(self._report_match)
        self.pages.person_shown.connect(self.title.show_username)
        self.pages.blanked.connect(self.status.clear_outdated)
        self.pages.question_chosen.connect(self.navigation.visit)
        self.pages.again_wanted.connect(self.ask_again)
        self.pages.details_wanted.connect(self.details_wanted)
        self.pages.refused.connect(self.status.report)
        self.pages.dismissed.connect(self._escape)
        self.pages.typed.connect(self.search.type_instead)
        self.pages.copied.connect(self.status.report)
