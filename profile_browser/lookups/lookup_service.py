"""The look-ups as the window sees them: ask, cancel, and one answer to what was asked last."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.domain.outcome import Answer
from profile_browser.lookups.thread_runner import ThreadRunner

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.problem import Problem
    from profile_browser.domain.question import Question
    from profile_browser.domain.store import ProfileStore
    from profile_browser.lookups.thread_runner import Report

PATIENCE = 50  # milliseconds for which a look-up may hang whose answer is no longer wanted


class LookupService(QObject):
    """Asks one question at a time; an answer that is no longer wanted is dropped."""

    started = Signal(object)
    answered = Signal(object)
    cancelled = Signal()
    held_up = Signal(int)  # how many look-ups hang that must end first; 0 once it goes on

    def __init__(
        self,
        open_store: Callable[[Connection], ProfileStore],
        connection: Connection,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_store, self._connection = open_store, connection
        self._question: Question | None = None
        self._asked_at = 0.0
        self._runner = ThreadRunner("look-ups", self._make_worker, self, PATIENCE)
        self._runner.replied.connect(self._answer)
        self._runner.held_up.connect(self.held_up)

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is wanted and has not come."""
        return self._question is not None

    @Slot(object)
    def look_up(self, question: Question) -> None:
        """Ask this question; the answer to an older one is no longer wanted."""
        self._question, self._asked_at = question, perf_counter()
        self._runner.ask(question)  # first of all: the window is cleared while the store is asked
        self.started.emit(question)

    def cancel(self) -> None:
        """Stop wanting an answer."""
        if self._question is not None:
            self._question = None
            self._runner.cancel()
            self.cancelled.emit()

    def abort(self, problem: Problem) -> None:
        """Answer what is awaited with this problem, and wait for its thread no longer."""
        if self._question is not None:
            self._runner.abandon()
            self._answer(problem)

    def use_connection(self, connection: Connection) -> None:
        """Ask a new store from now on; nothing of the one before is wanted any more."""
        self._question = None
        self._runner.abandon()
        self._connection = connection

    def close(self) -> None:
        """End running reads and tell nothing more; a thread that hangs goes on alone."""
        self._runner.close()

    def _make_worker(self) -> LookupWorker:
        return LookupWorker(self._open_store(self._connection), self._connection)

    @Slot(object)
    def _answer(self, outcome: Outcome) -> None:
        question, self._question = self._question, None
        if question is not None:
            self.answered.emit(Answer(question, outcome, perf_counter() - self._asked_at))


class LookupWorker:
    """Answers questions from a store of its own."""

    def __init__(self, store: ProfileStore, connection: Connection) -> None:
        self._store, self._connection = store, connection

    def answer(self, question: Question, _report: Report) -> Outcome:
        """Return what came of a question."""
        from profile_browser.lookups.strategy import ask

        return ask(self._store, self._connection, question)

    def close(self) -> None:
        """Close the store."""
        self._store.close()
