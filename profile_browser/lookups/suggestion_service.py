"""Suggestions while somebody types: a thread and a store of their own, so that no look-up waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from profile_browser.lookups.abandoned import LeftBehind
from profile_browser.lookups.worker import StoreWorker, WorkerThread

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store import ProfileStore
    from profile_browser.domain.user import User

PAUSE = 150  # milliseconds without a key before a store is asked
MOST = 8  # people offered at a time


@dataclass(frozen=True)
class Suggestions:
    """People whose username begins with this text."""

    text: str
    users: tuple[User, ...]


class SuggestionService(QObject):
    """Asks for the text that is in the field, once nobody has typed for a moment.

    A request is under way alone. What comes for a text that has changed since is dropped.
    """

    suggested = Signal(str, object)  # the text, and people whose username begins so

    def __init__(
        self,
        open_store: Callable[[Connection], ProfileStore],
        connection: Connection,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_store, self._connection = open_store, connection
        self._current: WorkerThread | None = None
        self._left_behind = LeftBehind()
        self._wanted = self._under_way = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._send)

    @Slot(str)
    def follow(self, text: str) -> None:
        """Want suggestions for this text, and for none before it; an empty one wants none."""
        self._drop()
        if text and self._connection.may_suggest:
            self._wanted = text
            self._pause.start()

    @Slot()
    def _drop(self) -> None:
        """Want no suggestions any more."""
        self._wanted = ""
        self._pause.stop()

    def use(self, connection: Connection) -> None:
        """Ask a new store from now on; nothing of the one before is wanted any more."""
        self._drop()
        self._leave_current()
        self._connection = connection

    def close(self, milliseconds: int) -> bool:
        """Let go of all workers; True where all their threads ended within this time."""
        self._drop()
        self._leave_current()
        return self._left_behind.wait(milliseconds)

    @Slot()
    def _send(self) -> None:
        if self._wanted and not self._under_way and self._left_behind.has_room:
            self._under_way = self._wanted
            self._thread().ask(self._under_way)

    def _thread(self) -> WorkerThread:
        if self._current is None:
            worker = SuggestionWorker(self._open_store(self._connection))
            self._current = WorkerThread(worker, "suggestions", self)
            self._current.replied.connect(self._receive)
            self._current.ended.connect(self._left_behind.forget)
        return self._current

    @Slot(object)
    def _receive(self, suggestions: Suggestions) -> None:
        if self.sender() is not self._current:
            return  # from a worker that was left behind
        self._under_way = ""
        if suggestions.text == self._wanted:
            self._wanted = ""
            self.suggested.emit(suggestions.text, suggestions.users)
        elif not self._pause.isActive():
            self._send()

    def _leave_current(self) -> None:
        self._under_way = ""
        if self._current is not None:
            self._left_behind.take(self._current)
            self._current = None


class SuggestionWorker(StoreWorker[str]):
    """Finds whose username begins with a text."""

    def answer_to(self, request: str) -> Suggestions:
        """Return the suggestions for a text."""
        return Suggestions(request, self.store.suggest(request, MOST))
