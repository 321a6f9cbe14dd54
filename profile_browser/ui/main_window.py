"""The window: puts the parts together, and shows what each look-up came to."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from profile_browser.domain.connection_state import ConnectionState, StateKind, state_after
from profile_browser.domain.history import LookupHistory
from profile_browser.domain.outcome import Answer, Found, Missing
from profile_browser.domain.question import username_of
from profile_browser.domain.wording import connections as menu_wording
from profile_browser.domain.wording import refusals
from profile_browser.domain.wording import window as wording
from profile_browser.ui.environment_band import NUMBERED, EnvironmentBand, switch_key
from profile_browser.ui.keys import Key, bind, keys_dialog
from profile_browser.ui.problem_page import ProblemPage
from profile_browser.ui.profile_page import ProfilePage
from profile_browser.ui.search_row import SearchRow
from profile_browser.ui.status_bar import StatusBar
from profile_browser.ui.waiting_page import WaitingPage
from profile_browser.ui.welcome_page import WelcomePage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.ui.theme import Theme

DEFAULT_SIZE = QSize(760, 560)
SMALLEST_SIZE = QSize(480, 360)


class MainWindow(QMainWindow):
    """Asks for look-ups by signal, and is told of them through its slots; knows no store."""

    lookup_wanted = Signal(str)
    cancel_wanted = Signal()
    connection_wanted = Signal(object)
    manage_wanted = Signal()
    waiting_too_long = Signal()

    def __init__(self, connection: Connection, theme: Theme) -> None:
        super().__init__()
        self._connection = connection
        self._offered: tuple[Connection, ...] = ()
        self._history = LookupHistory()
        self._asked = ""
        self._waiting = False
        self._shows_outcome = False
        self._state = _state_before_asking(connection)
        self.band = EnvironmentBand(theme)
        self.search = SearchRow(theme)
        self.welcome = WelcomePage()
        self.waiting = WaitingPage()
        self.profile = ProfilePage(theme)
        self.problem = ProblemPage(theme)
        self.pages = QStackedWidget()
        self.status = StatusBar(theme)
        self._keys = self._key_table()
        self._put_together()
        self._connect_parts()
        bind(self._keys, self)
        self.use_connection(connection)

    def use_connection(self, connection: Connection) -> None:
        """Take another connection's words and colours, and take everybody's fields off."""
        self._connection = connection
        self._asked = ""
        self._stop_waiting()
        self.setWindowTitle(wording.window_title(connection))
        self.band.show_connection(connection)
        self.status.show_connection(connection.title)
        self.status.clearMessage()
        self.profile.clear()
        self.problem.clear()
        self.welcome.suit(connection)
        self._show_welcome()
        self._show_state(_state_before_asking(connection))

    def offer(self, connections: Sequence[Connection], current: Connection) -> None:
        """Offer these connections in the band; the first nine have a key."""
        self._offered = tuple(connections)
        self.band.offer(connections, current)

    @Slot(str)
    def ask(self, text: str) -> None:
        """Have the user looked up whom this text names."""
        username = username_of(text)
        if not username:
            self.status.report(refusals.EMPTY_USERNAME)
            self.search.field.setFocus()
            return
        self._look_up(username)

    @Slot(str)
    def show_started(self, username: str) -> None:
        """Take another person's fields off the screen, and begin to count."""
        self._waiting = True
        self._asked = username
        self.search.field.setFocus()
        self.profile.clear()
        self.waiting.clear()
        self.pages.setCurrentWidget(self.waiting)
        self.status.start_waiting()
        if self._state.kind is StateKind.NOT_ASKED:
            self._show_state(ConnectionState(StateKind.CONNECTING))

    @Slot(object)
    def show_answer(self, answer: Answer) -> None:
        """Show what the look-up that was asked last came to."""
        self._stop_waiting()
        self._shows_outcome = True
        outcome, title = answer.outcome, self._connection.title
        match outcome:
            case Found():
                self.profile.show_profile(outcome)
                self.pages.setCurrentWidget(self.profile)
            case Missing():
                self.welcome.report_missing(wording.missing(answer.username, title))
                self.pages.setCurrentWidget(self.welcome)
            case _:
                self.problem.show_problem(outcome)
                self.pages.setCurrentWidget(self.problem)
        self._select_if_unchanged(answer.username)
        self.status.report(wording.outcome_text(outcome, answer.username, answer.seconds, title))
        self._show_state(state_after(self._state, outcome, datetime.now().astimezone()))

    @Slot()
    def show_cancelled(self) -> None:
        """Say that nothing is awaited any more."""
        self._stop_waiting()
        if self._state.kind is StateKind.CONNECTING:
            self._show_state(ConnectionState(StateKind.NOT_ASKED))
        self._show_welcome()
        self.status.report(wording.cancelled(self._asked))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Escape last of all, after an open list or dialog; a shortcut would be first."""
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _look_up(self, username: str) -> None:
        self._history.visit(username)
        self._request(username)

    def _request(self, username: str) -> None:
        self.search.show_text(username)
        self.search.offer(self._history.recent)
        self.welcome.show_recent(self._history.recent)
        self.lookup_wanted.emit(username)

    def _stop_waiting(self) -> None:
        self._waiting = False
        self.status.stop_waiting()

    def _show_welcome(self) -> None:
        self._shows_outcome = False
        self.welcome.invite()
        self.pages.setCurrentWidget(self.welcome)

    def _show_state(self, state: ConnectionState) -> None:
        self._state = state
        self.status.show_state(state)

    def _select_if_unchanged(self, username: str) -> None:
        field = self.search.field
        if field.hasFocus() and field.text() == username:
            field.selectAll()  # the next customer's name replaces this one's

    @Slot()
    def _name_the_awaited(self) -> None:
        self.waiting.name(self._asked)

    @Slot()
    def _escape(self) -> None:
        if self._waiting:
            self.cancel_wanted.emit()
        elif self._shows_outcome:
            self.profile.clear()
            self._show_welcome()
            self.status.clearMessage()
            self.search.select_text()
        else:
            self.search.field.clear()
            self.search.field.setFocus()

    @Slot()
    def _ask_clipboard(self) -> None:
        text = QGuiApplication.clipboard().text().strip()
        if text:
            self.ask(text.splitlines()[0])
        else:
            self.status.report(wording.CLIPBOARD_EMPTY)

    @Slot()
    def ask_again(self) -> None:
        """Ask for the same user once more."""
        if self._asked:
            self._look_up(self._asked)
        else:
            self.ask(self.search.field.text())

    @Slot()
    def _go_back(self) -> None:
        self._revisit(self._history.back())

    @Slot()
    def _go_forward(self) -> None:
        self._revisit(self._history.forward())

    def _revisit(self, username: str | None) -> None:
        if username is not None:
            self._request(username)

    @Slot()
    def _list_keys(self) -> None:
        keys_dialog(self._keys, self).open()

    def _key_table(self) -> list[Key]:
        standard = QKeySequence.StandardKey
        return [
            Key("Ctrl+L", wording.KEY_FIELD, self.search.select_text),
            Key("Ctrl+Shift+V", wording.KEY_PASTE, self._ask_clipboard),
            Key("Ctrl+R", wording.KEY_AGAIN, self.ask_again),
            Key("Ctrl+Shift+C", wording.KEY_COPY_ALL, self.profile.copy_all),
            Key(standard.Back, wording.KEY_BACK, self._go_back),
            Key(standard.Forward, wording.KEY_FORWARD, self._go_forward),
            *(self._switch_key(place) for place in range(1, NUMBERED + 1)),
            Key("F1", wording.KEY_KEYS, self._list_keys),
            Key("Ctrl+Q", wording.KEY_QUIT, self.close),
        ]

    def _switch_key(self, place: int) -> Key:
        """Return the key of one place in the band's menu; one line of F1 speaks for all nine."""
        meaning = menu_wording.KEY_SWITCH if place == 1 else ""
        return Key(switch_key(place), meaning, partial(self._switch, place))

    def _switch(self, place: int) -> None:
        if place <= len(self._offered):
            self.connection_wanted.emit(self._offered[place - 1])

    def _put_together(self) -> None:
        self.pages.setObjectName("resultPages")
        for page in (self.welcome, self.waiting, self.profile, self.problem):
            self.pages.addWidget(page)
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.band)
        layout.addWidget(self.search)
        layout.addWidget(self.pages, 1)
        self.setCentralWidget(central)
        self.setStatusBar(self.status)
        self.setMinimumSize(SMALLEST_SIZE)
        self.resize(DEFAULT_SIZE)
        self.search.field.setFocus()

    def _connect_parts(self) -> None:
        self.band.chosen.connect(self.connection_wanted)
        self.band.manage_wanted.connect(self.manage_wanted)
        self.search.submitted.connect(self.ask)
        self.welcome.chosen.connect(self._look_up)
        self.problem.retried.connect(self.ask_again)
        self.status.cancelled.connect(self.cancel_wanted)
        self.status.waiting_long.connect(self._name_the_awaited)
        self.status.waiting_too_long.connect(self.waiting_too_long)
        for page in (self.profile, self.problem):
            page.copied.connect(self.status.report)


def _state_before_asking(connection: Connection) -> ConnectionState:
    return ConnectionState(StateKind.SAMPLE if connection.is_sample else StateKind.NOT_ASKED)
