"""Lookups that are asked for outside the window: by a link, or by a second start of the program.

The connection is never switched unasked.
"""

from __future__ import annotations

import os
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog

from profile_browser.domain.link import LinkError, parse_link
from profile_browser.domain.link_scheme import is_link
from profile_browser.domain.question import Question
from profile_browser.messages import links as wording
from profile_browser.messages.catalogue import chosen_language
from profile_browser.settings.given_options import (
    LANGUAGE,
    PASSWORD,
    is_password_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from profile_browser.desktop.connection_controller import ConnectionController
    from profile_browser.desktop.instance.message import Handover
    from profile_browser.domain.connection import Connection
    from profile_browser.ui.main_window import MainWindow
    from profile_browser.ui.masking import Masking

MOST_WAITING = 20  # of a page that opens links by itself, the latest ones
_ACTIVATION_TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105 - Wayland's, and no secret


class _Request(NamedTuple):
    """Where to look up, what to ask before a switch, and what to do then."""

    connection: Connection
    question: str
    look_up: Callable[[], None]


class OutsideRequests(QObject):
    """Follows links and second starts in the window, once no dialog is open in it.

    Those that arrive meanwhile are followed one after the other: each is in the history.
    """

    arrived = Signal()  # somebody asks for the window: as good as an input in it

    def __init__(
        self,
        window: MainWindow,
        connections: ConnectionController,
        masking: Masking,
        current: Callable[[], Connection],
    ) -> None:
        super().__init__(window)
        self._window, self._connections, self._current = window, connections, current
        self._masking = masking
        self._options: Mapping[str, str] = {}
        self._started = current()
        self._waiting: deque[_Request] = deque(maxlen=MOST_WAITING)
        self._dialog: QDialog | None = None  # behind which they wait

    def use_start(self, options: Mapping[str, str], connection: Connection) -> None:
        """Know the options that this window was started with, and the connection they mean."""
        self._options, self._started = options, connection

    def accepts(self, handover: Handover) -> bool:
        """Return whether this window has what a second start was given as options."""
        return self._connection_for(handover.options) is not None

    @Slot(object)
    def take(self, handover: Handover) -> None:
        """Come to the front, and look up what a second start was given."""
        self.arrived.emit()
        self.come_to_front(handover.token)
        connection, text = self._connection_for(handover.options), handover.text
        if connection is None:
            return
        if is_link(text):
            self._follow(text, connection)
        else:
            shown = self._masking.question(text) if text else ""
            question = wording.start_question(connection.title, shown)
            look_up = partial(self._window.ask, text) if text else _do_nothing
            self._do(_Request(connection, question, look_up))

    @Slot(str)
    def open_link(self, address: str) -> None:
        """Look up whom a link names, on the connection that it names."""
        self.arrived.emit()
        self._follow(address.strip(), self._current())

    def forget(self) -> None:
        """Forget whom to look up once the open dialog is closed."""
        self._waiting.clear()

    def come_to_front(self, token: str = "") -> None:
        """Bring the window to the front, or have the desktop point to it."""
        if token and token.isascii() and token.isprintable():  # else no variable may hold it
            os.environ[_ACTIVATION_TOKEN] = token  # Qt uses it once
        front = QApplication.activeModalWidget() or self._window
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        for window in dict.fromkeys((self._window, front.window())):
            window.raise_()
            window.activateWindow()
        QApplication.alert(self._window)

    def _follow(self, address: str, otherwise: Connection) -> None:
        try:
            link = parse_link(address)
        except LinkError as error:
            self._refuse(wording.link_refused(error.fault))
            return
        key, is_search = link.connection, link.search_only
        connection = self._connections.find(key) if key else otherwise
        if connection is None:
            self._refuse(wording.connection_unknown(key))
            return
        question = wording.link_question(
            connection.title, self._masking.question(link.text), is_search=is_search
        )
        asked = Question(link.text, search_only=is_search)
        look_up = partial(self._window.navigation.visit, asked)
        self._do(_Request(connection, question, look_up))

    def _refuse(self, sentence: str) -> None:
        """Say why a link is not followed. Nobody may take the person shown for whom it names."""
        self._window.leave_answer()
        self._window.pages.show_sentence(sentence)
        self._window.search.select_text()
        self._window.status.report(sentence)

    def _do(self, request: _Request) -> None:
        """Look up at once, after a question, or once the open dialog is closed."""
        self._waiting.append(request)
        self._go_on()

    @Slot()
    def _go_on(self) -> None:
        while self._waiting and not self._is_dialog_open():
            request = self._waiting.popleft()
            if request.connection == self._current():
                request.look_up()
            else:
                self._ask(request)

    def _is_dialog_open(self) -> bool:
        """Return whether a dialog is open, after which to go on."""
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            return False
        if dialog is not self._dialog:
            self._dialog = dialog
            dialog.finished.connect(self._go_on, Qt.ConnectionType.QueuedConnection)
        return True

    def _ask(self, request: _Request) -> None:
        from profile_browser.ui.dialogs.questions import open_question

        box = open_question(self._window, request.question, wording.SWITCH, wording.STAY)
        box.accepted.connect(partial(self._switch, request))

    def _switch(self, request: _Request) -> None:
        self._window.connection_wanted.emit(request.connection)
        if request.connection == self._current():  # no list was worth more
            request.look_up()

    def _connection_for(self, options: Mapping[str, str]) -> Connection | None:
        """Return the connection for these options; None if this window has none like it."""
        wanted = dict(options)
        is_alike = wanted.pop(LANGUAGE, chosen_language()) == chosen_language()
        mark = wanted.pop(PASSWORD, None)
        if not is_alike or not (mark is None or is_password_of(os.environ, mark)):
            return None
        return self._named_by(wanted) if wanted else self._current()

    def _named_by(self, wanted: Mapping[str, str]) -> Connection | None:
        match wanted:
            case {"connection": key} if len(wanted) == 1:
                return self._connections.find(key)
            case {"sample": title} if len(wanted) == 1:
                return self._connections.find_sample(title)
        if wanted == self._options:
            return self._connections.find(self._started.key) or self._started
        return None


def _do_nothing() -> None:
    """Look nobody up."""
