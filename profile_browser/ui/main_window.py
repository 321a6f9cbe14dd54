"""The window: puts the parts together, and shows what each look-up came to."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from profile_browser.domain.connection_state import ConnectionState, StateKind, state_after
from profile_browser.domain.history import LookupHistory
from profile_browser.domain.outcome import Answer, Found, Missing
from profile_browser.domain.question import username_of
from profile_browser.domain.wording import refusals
from profile_browser.domain.wording import window as wording
from profile_browser.ui.environment_band import EnvironmentBand
from profile_browser.ui.keys import Key, bind, keys_dialog
from profile_browser.ui.problem_page import ProblemPage
from profile_browser.ui.profile_page import ProfilePage
from profile_browser.ui.search_row import SearchRow
from profile_browser.ui.status_bar import StatusBar
from profile_browser.ui.waiting_page import WaitingPage
from profile_browser.ui.welcome_page import WelcomePage

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.ui.theme import Theme

DEFAULT_SIZE = QSize(760, 560)
SMALLEST_SIZE = QSize(480, 360)


class MainWindow(QMainWindow):
    """Asks for look-ups by signal, and is told of them through its slots; knows no store."""

    lookup_wanted = Signal(str)
    cancel_wanted = Signal()
    closing = Signal()

    def __init__(self, connection: Connection, theme: Theme) -> None:
        super().__init__()
        self._connection = connection
        self._history = LookupHistory()
        self._asked = ""
        self._waiting = False
        self._shows_outcome = False
        self._state = ConnectionState(
            StateKind.SAMPLE if connection.is_sample else StateKind.NOT_ASKED
        )
        self.search = SearchRow()
        self.welcome = WelcomePage(connection)
        self.waiting = WaitingPage()
        self.profile = ProfilePage(theme)
        self.problem = ProblemPage()
        self.pages = QStackedWidget()
        self.status = StatusBar(connection.title, theme)
        self._keys = self._key_table()
        self._put_together(EnvironmentBand(connection, theme))
        self._connect_parts()
        bind(self._keys, self)

    @Slot(str)
    def ask(self, text: str) -> None:
        """Have the user looked up whom this text names."""
        username = username_of(text)
        if not username:
            self.status.report(refusals.EMPTY_USERNAME)
            self.search.field.setFocus()
            return
        self._history.visit(username)
        self._request(username)

    @Slot(str)
    def show_started(self, username: str) -> None:
        """Take another person's fields off the screen, and begin to count."""
        self._waiting = True
        self._asked = username
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
                self._select_if_unchanged(answer.username)
            case Missing():
                self.welcome.report_missing(wording.missing(answer.username, title))
                self.pages.setCurrentWidget(self.welcome)
            case _:
                self.problem.show_problem(outcome)
                self.pages.setCurrentWidget(self.problem)
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

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell the program that the window is on its way out."""
        super().closeEvent(event)
        self.closing.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Escape last of all, after an open list or dialog; a shortcut would be first."""
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

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
    def _ask_again(self) -> None:
        self.ask(self._asked or self.search.field.text())

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
            Key("Ctrl+R", wording.KEY_AGAIN, self._ask_again),
            Key("Ctrl+Shift+C", wording.KEY_COPY_ALL, self.profile.copy_all),
            Key(standard.Back, wording.KEY_BACK, self._go_back),
            Key(standard.Forward, wording.KEY_FORWARD, self._go_forward),
            Key("F1", wording.KEY_KEYS, self._list_keys),
            Key("Ctrl+Q", wording.KEY_QUIT, self.close),
        ]

    def _put_together(self, band: EnvironmentBand) -> None:
        self.setWindowTitle(wording.window_title(self._connection))
        self.pages.setObjectName("resultPages")
        for page in (self.welcome, self.waiting, self.profile, self.problem):
            self.pages.addWidget(page)
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(band)
        layout.addWidget(self.search)
        layout.addWidget(self.pages, 1)
        self.setCentralWidget(central)
        self.setStatusBar(self.status)
        self.status.show_state(self._state)
        self.setMinimumSize(SMALLEST_SIZE)
        self.resize(DEFAULT_SIZE)
        self.search.field.setFocus()

    def _connect_parts(self) -> None:
        self.search.submitted.connect(self.ask)
        self.welcome.chosen.connect(self.ask)
        self.problem.retried.connect(self._ask_again)
        self.status.cancelled.connect(self.cancel_wanted)
        self.status.waiting_long.connect(self._name_the_awaited)
        for page in (self.profile, self.problem):
            page.copied.connect(self.status.report)
