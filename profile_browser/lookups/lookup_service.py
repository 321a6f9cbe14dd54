"""The window's lookups: ask, cancel, and one answer to the latest question.

The details of a record are read by the same thread, so they need no second connection.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.domain.details import DetailsQuestion
from profile_browser.domain.outcome import Answer
from profile_browser.domain.question import Question
from profile_browser.lookups.thread_runner import ThreadRunner

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.details import DetailsOutcome
    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.problem import Problem
    from profile_browser.domain.store import ProfileStore, StoreOpener
    from profile_browser.lookups.worker_thread import Report

PATIENCE = 50  # milliseconds that a cancelled lookup may hang before its thread is replaced


class LookupService(QObject):
    """Asks one question at a time, and drops answers to older ones.

    A lookup drops a read of details, but not the other way round.
    """

    started = Signal(object)
    answered = Signal(object)
    cancelled = Signal()
    details_started = Signal()
    details_answered = Signal(object)
    details_dropped = Signal()
    held_up = Signal(int)  # how many hanging lookups block this one; 0 once it is unblocked

    def __init__(self, open_store: StoreOpener, connection: Connection, parent: QObject) -> None:
        super().__init__(parent)
        self._open_store, self._connection = open_store, connection
        self._pending: Question | DetailsQuestion | None = None
        self._asked_at = 0.0
        self._runner = ThreadRunner("lookups", self._make_worker, self, PATIENCE)
        self._runner.replied.connect(self._answer)
        self._runner.held_up.connect(self.held_up)

    @property
    def is_waiting(self) -> bool:
        """Whether a lookup is pending."""
        return isinstance(self._pending, Question)

    def look_up(self, question: Question, reason: str = "") -> None:
        """Ask this question instead of any older one. The audit log records the reason."""
        self._pending, self._asked_at = question, perf_counter()
        # First, so that the store works while the window is cleared.
        self._runner.ask(question._replace(reason=reason))
        self.started.emit(question)

    def cancel(self) -> None:
        """Drop the pending lookup."""
        if self.is_waiting:
            self._pending = None
            self._runner.cancel()
            self.cancelled.emit()

    def read_details(self, username: str, reason: str = "") -> None:
        """Read the details of this user's record, unless a lookup is pending."""
        if not self.is_waiting:
            self._pending = DetailsQuestion(username, reason)
            self._runner.ask(self._pending)
            self.details_started.emit()

    def drop_details(self) -> None:
        """Drop a pending read of details."""
        if isinstance(self._pending, DetailsQuestion):
            self._pending = None
            self._runner.cancel()
            self.details_dropped.emit()

    def abort(self, problem: Problem) -> None:
        """Answer what is pending with this problem, and abandon its thread."""
        if self._pending is not None:
            self._runner.abandon()
            self._answer(problem)

    def use_connection(self, connection: Connection) -> None:
        """Use a store for this connection from now on, and drop the pending lookup."""
        self._pending = None
        self._runner.abandon()
        self._connection = connection

    def close(self) -> None:
        """End running reads and emit nothing more. A hanging thread is left to end by itself."""
        self._runner.close()

    def _make_worker(self) -> LookupWorker:
        return LookupWorker(self._open_store(self._connection), self._connection)

    @Slot(object)
    def _answer(self, outcome: Outcome | DetailsOutcome) -> None:
        question, self._pending = self._pending, None
        if isinstance(question, DetailsQuestion):
            self.details_answered.emit(outcome)
        elif question is not None:
            seconds = perf_counter() - self._asked_at
            self.answered.emit(Answer(question, cast("Outcome", outcome), seconds))


class LookupWorker:
    """Answers questions about people and records from its own store."""

    def __init__(self, store: ProfileStore, connection: Connection) -> None:
        self._store, self._connection = store, connection

    def answer(
        self, question: Question | DetailsQuestion, _report: Report
    ) -> Outcome | DetailsOutcome:
        """Return the outcome of a question."""
        if isinstance(question, DetailsQuestion):
            return self._store.read_details(question.username, question.reason)
        from profile_browser.lookups.strategy import ask

        return ask(self._store, self._connection, question)

    def close(self) -> None:
        """Close the store."""
        self._store.close()
