"""Suggestions as the user types, on a separate thread and store, so that no lookup waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from profile_browser.lookups.thread_runner import ThreadRunner

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store import ProfileStore, StoreOpener
    from profile_browser.domain.user import User
    from profile_browser.lookups.worker_thread import Report

DEBOUNCE = 150  # milliseconds without typing before the store is asked
MAX_SUGGESTIONS = 8 + 1  # people: those who are shown, and one who shows that there are more


class SuggestionService(QObject):
    """Debounces typing, then asks for suggestions. One request runs at a time.

    Suggestions for outdated text are dropped.
    """

    suggested = Signal(str, object)  # the text, and people whose username starts with it

    def __init__(self, open_store: StoreOpener, connection: Connection, parent: QObject) -> None:
        super().__init__(parent)
        self._open_store, self._connection = open_store, connection
        self._text = ""
        self._debounce = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._debounce.timeout.connect(self._ask)
        self._runner = ThreadRunner("suggestions", self._make_worker, self)
        self._runner.replied.connect(self._suggest)

    @Slot(str)
    def request(self, text: str) -> None:
        """Request suggestions for this text instead of any older one; empty text requests none."""
        self._debounce.stop()
        self._runner.cancel()
        if text and self._connection.may_suggest:
            self._text = text
            self._debounce.start()

    def use_connection(self, connection: Connection) -> None:
        """Use a store for this connection from now on, and drop the running request."""
        self._debounce.stop()
        self._runner.abandon()
        self._connection = connection

    def close(self) -> None:
        """End a running query and emit nothing more. A hanging thread is left to end by itself."""
        self._debounce.stop()
        self._runner.close()

    def _make_worker(self) -> SuggestionWorker:
        return SuggestionWorker(self._open_store(self._connection))

    @Slot()
    def _ask(self) -> None:
        self._runner.ask(self._text)

    @Slot(object)
    def _suggest(self, users: tuple[User, ...]) -> None:
        self.suggested.emit(self._text, users)


class SuggestionWorker:
    """Finds people whose username starts with a text, in its own store."""

    def __init__(self, store: ProfileStore) -> None:
        self._store = store

    def answer(self, text: str, _report: Report) -> tuple[User, ...]:
        """Return the people to suggest for a text."""
        return self._store.suggest(text, MAX_SUGGESTIONS)

    def close(self) -> None:
        """Close the store."""
        self._store.close()
