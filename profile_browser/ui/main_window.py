"""The window: puts the parts together, and shows what each look-up came to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from profile_browser.domain.history import LookupHistory, SeenNames
from profile_browser.domain.outcome import Answer, Found, Matches, Outcome
from profile_browser.domain.question import Question, username_of
from profile_browser.messages import connections as menu_wording
from profile_browser.messages import refusals
from profile_browser.messages import window as wording
from profile_browser.ui.connection_watch import ConnectionWatch
from profile_browser.ui.dialogs.shortcuts import ShortcutsDialog
from profile_browser.ui.result_pages import ResultPages
from profile_browser.ui.shortcuts import Shortcut, bind
from profile_browser.ui.widgets.environment_band import NUMBERED, EnvironmentBand, switch_key
from profile_browser.ui.widgets.search_row import SearchRow
from profile_browser.ui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Problem
    from profile_browser.domain.user import User
    from profile_browser.ui.theme import Theme
    from profile_browser.ui.widgets.notice import Notice

DEFAULT_SIZE, SMALLEST_SIZE = QSize(760, 560), QSize(480, 360)


class MainWindow(QMainWindow):
    """Asks for look-ups by signal, and is told of them through its slots; knows no store."""

    lookup_wanted = Signal(object)
    cancel_wanted = Signal()
    connection_wanted = Signal(object)
    manage_wanted = Signal()
    waiting_too_long = Signal()
    typed = Signal(str)

    def __init__(self, connection: Connection, theme: Theme) -> None:
        super().__init__()
        self._connection = connection
        self._offered: tuple[Connection, ...] = ()
        self._history = LookupHistory()
        self._names = SeenNames()
        self._asked: Question | None = None
        self._told, self._waiting = "", False
        self.band = EnvironmentBand(theme)
        self.search = SearchRow(theme)
        self.pages = ResultPages(theme)
        self.status = StatusBar(theme)
        self._watch = ConnectionWatch(self.status)
        self._shortcuts = self._list_shortcuts()
        self.search.know(self._known_names)
        self._put_together()
        self._connect_parts()
        bind(self._shortcuts, self)
        self.use_connection(connection)

    def use_connection(self, connection: Connection) -> None:
        """Take another connection's words and colours, and take everybody's fields off."""
        self._connection = connection
        self._asked = None
        self._names.forget()
        self._stop_waiting()
        self.setWindowTitle(wording.window_title(connection))
        self.band.show_connection(connection)
        self.status.show_connection(connection.title)
        self.status.clear_message()
        self.pages.use_connection(connection)
        self.pages.welcome.show_recent(self._history.recent)
        self._watch.use(connection)
        self.search.suit(connection)
        self.search.select_text()  # the next name replaces that of the connection before

    def offer(self, connections: Sequence[Connection], current: Connection) -> None:
        """Offer these connections in the band; the first nine have a key."""
        self._offered = tuple(connections)
        self.band.offer(connections, current)

    @Slot(str)
    def ask(self, text: str) -> None:
        """Have the user looked up whom this text names."""
        self._ask(Question(username_of(text)))

    @Slot(str)
    def ask_search(self, text: str) -> None:
        """Have people searched for, even where the text is a username."""
        self._ask(Question(username_of(text), search_only=True))

    @Slot(object)
    def show_started(self, question: Question) -> None:
        """Take another person's fields off the screen, and begin to count."""
        self._waiting = True
        self._asked = question
        self.search.field.setFocus()
        self.pages.start_lookup(question)
        self.status.start_waiting()
        self._watch.note_start()

    @Slot(object)
    def show_answer(self, answer: Answer) -> None:
        """Show what the look-up that was asked last came to."""
        self._stop_waiting()
        question, outcome, title = answer.question, answer.outcome, self._connection.title
        self.pages.show_outcome(question, outcome, title)
        self._hand_over_keys(question.text, outcome)
        told = wording.outcome_text(outcome, question.text, answer.seconds, title)
        self.status.report(told)
        self._told = self._told if self.pages.has_page_behind else told
        if isinstance(outcome, Found):
            self._names.see(outcome.user.username, outcome.user.full_name)
        self._watch.note(answer)

    def show_own_error(self, problem: Problem) -> None:
        """Show that the program itself failed, in place of what may be half a page."""
        self._stop_waiting()
        self.pages.show_own_error(problem)
        self.status.report(problem.summary)

    def show_notice(self, notice: Notice) -> None:
        """Put a line between the search row and the pages, and have it read aloud."""
        notice.closed.connect(self.search.field.setFocus)
        self._lines.insertWidget(self._lines.indexOf(self.pages), notice)
        notice.announce()

    @Slot(str, object)
    def show_suggestions(self, text: str, users: Sequence[User]) -> None:
        """Offer these people, if this text is still what was typed last."""
        self.search.suggest(text, users)

    @Slot()
    def show_cancelled(self) -> None:
        """Say that nothing is awaited any more."""
        self._stop_waiting()
        self._watch.note_cancel()
        self.pages.show_welcome()
        if self._asked is not None:
            self.status.report(wording.cancelled(self._asked.text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Escape last of all, after an open list or dialog; a shortcut would be first."""
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def _ask(self, question: Question) -> None:
        if question.text:
            self._look_up(question)
            return
        self.status.report(refusals.EMPTY_USERNAME)
        self.search.field.setFocus()

    @Slot(object)
    def _look_up(self, question: Question) -> None:
        self._history.visit(question)
        self._request(question)

    def _request(self, question: Question) -> None:
        self.lookup_wanted.emit(question)
        self.search.show_text(question.text)
        self.pages.welcome.show_recent(self._history.recent)

    def _known_names(self) -> Mapping[str, str | None]:
        return self._names.beginning_with(question.text for question in self._history.recent)

    def _stop_waiting(self) -> None:
        self._waiting = False
        self.status.stop_waiting()

    def _hand_over_keys(self, text: str, outcome: Outcome) -> None:
        """Let the keys go to what was found, unless somebody types the next text already."""
        field = self.search.field
        if self.focusWidget() is not field or field.text() != text:
            return
        field.selectAll()  # the next customer's name replaces this one's
        if isinstance(outcome, Matches):
            self.pages.matches.table.setFocus()

    @Slot(object)
    def _tell_opened(self, found: Found) -> None:
        self.search.select_text()  # the next customer's name replaces this one's
        self.status.report(wording.opened(found, self._connection.title))

    @Slot(str)
    def _pass_typing_on(self, text: str) -> None:
        sensible = text == username_of(text) and self._watch.may_be_asked_while_typing
        self.typed.emit(text if sensible else "")

    @Slot()
    def _name_the_awaited(self) -> None:
        if self._asked is not None:
            self.pages.waiting.show_name(self._asked.text)

    @Slot()
    def _escape(self) -> None:
        if self._waiting:
            self.cancel_wanted.emit()
        elif self.pages.step_back():
            self._return_to(self.pages.listed_question)
            self.status.report(self._told)
        elif self.pages.shows_outcome:
            self.pages.show_welcome()
            self.status.clear_message()
            self.search.select_text()
        else:
            self.search.field.clear()
            self.search.field.setFocus()

    def _return_to(self, listed: Question | None) -> None:
        """Stand again where the list of matches was asked for."""
        if listed is not None:
            self._asked = listed
            self.search.show_text(listed.text)

    @Slot()
    def ask_clipboard(self) -> None:
        """Have the first line of the clipboard looked up."""
        text = QGuiApplication.clipboard().text().strip()
        if text:
            self.ask(text.splitlines()[0])
        else:
            self.status.report(wording.CLIPBOARD_EMPTY)

    @Slot()
    def ask_again(self) -> None:
        """Ask for the same once more."""
        if self._asked is not None:
            self._look_up(self.pages.narrow_to_shown(self._asked))
        else:
            self.ask(self.search.field.text())

    @Slot()
    def go_back(self) -> None:
        """Ask what was asked before this."""
        self._revisit(self._history.back())

    @Slot()
    def go_forward(self) -> None:
        """Ask what was asked after this."""
        self._revisit(self._history.forward())

    def _revisit(self, question: Question | None) -> None:
        if question is not None:
            self._request(question)

    @Slot()
    def show_shortcuts(self) -> None:
        """Show the list of keyboard shortcuts."""
        ShortcutsDialog(self._shortcuts, self).open()

    def switch_connection(self, place: int) -> None:
        """Ask for the connection at this place in the band's menu, counted from 1."""
        if place <= len(self._offered):
            self.connection_wanted.emit(self._offered[place - 1])

    def _put_together(self) -> None:
        central = QWidget()
        layout = self._lines = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.band, self.search, self.pages):
            layout.addWidget(part, int(part is self.pages))
        self.setCentralWidget(central)
        self.setStatusBar(self.status)
        self.setMinimumSize(SMALLEST_SIZE)
        self.resize(DEFAULT_SIZE)
        self.search.field.setFocus()

    def _list_shortcuts(self) -> list[Shortcut]:
        """Return the shortcuts in the order in which F1 lists them."""
        standard = QKeySequence.StandardKey
        return [
            Shortcut("Ctrl+Enter", wording.KEY_SEARCH, self.search.submit_search),
            Shortcut("Ctrl+Return", "", self.search.submit_search),
            Shortcut("Ctrl+L", wording.KEY_FIELD, self.search.select_text),
            Shortcut("Ctrl+Shift+V", wording.KEY_PASTE, self.ask_clipboard),
            Shortcut("Ctrl+R", wording.KEY_AGAIN, self.ask_again),
            Shortcut("Ctrl+Shift+C", wording.KEY_COPY_ALL, self.pages.copy_all),
            Shortcut(standard.Back, wording.KEY_BACK, self.go_back),
            Shortcut(standard.Forward, wording.KEY_FORWARD, self.go_forward),
            *self._list_switch_shortcuts(),
            Shortcut("F1", wording.KEY_KEYS, self.show_shortcuts),
            Shortcut("Ctrl+Q", wording.KEY_QUIT, self.close),
        ]

    def _list_switch_shortcuts(self) -> Iterator[Shortcut]:
        """Return a shortcut for each place in the band's menu; F1 lists all nine in one line."""
        for place in range(1, NUMBERED + 1):
            meaning = menu_wording.KEY_SWITCH if place == 1 else ""
            yield Shortcut(switch_key(place), meaning, partial(self.switch_connection, place))

    def _connect_parts(self) -> None:
        self.band.chosen.connect(self.connection_wanted)
        self.band.manage_wanted.connect(self.manage_wanted)
        self.search.submitted.connect(self.ask)
        self.search.help.keys_wanted.connect(self.show_shortcuts)
        self.search.search_submitted.connect(self.ask_search)
        self.search.typed.connect(self._pass_typing_on)
        self.status.cancelled.connect(self.cancel_wanted)
        self.status.waiting_long.connect(self._name_the_awaited)
        self.status.waiting_too_long.connect(self.waiting_too_long)
        self._connect_pages()

    def _connect_pages(self) -> None:
        pages = self.pages
        pages.match_shown.connect(self._tell_opened)
        pages.blanked.connect(self.status.clear_outdated)
        pages.question_chosen.connect(self._look_up)
        pages.again_wanted.connect(self.ask_again)
        pages.typed.connect(self.search.type_instead)
        pages.copied.connect(self.status.report)
