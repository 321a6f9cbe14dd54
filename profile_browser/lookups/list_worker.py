"""Asks the jobs of a list, each worker with its own thread and store."""

from __future__ import annotations

import logging
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.problem import Problem, Reason
from profile_browser.domain.question import Question
from profile_browser.lookups.strategy import MAX_MATCHES

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Outcomes
    from profile_browser.domain.store import ProfileStore
    from profile_browser.lookups.list_jobs import Job
    from profile_browser.lookups.worker_thread import Report

_log = logging.getLogger(__name__)


class JobAnswer(NamedTuple):
    """The outcomes of a job, by text, and the seconds that it took."""

    outcomes: Outcomes
    seconds: float


class ListWorker:
    """Asks one job after another."""

    def __init__(self, store: ProfileStore, connection: Connection, reason: str) -> None:
        self._store, self._connection, self._reason = store, connection, reason

    def answer(self, job: Job, _report: Report) -> JobAnswer:
        """Return the outcomes of a job."""
        started = perf_counter()
        try:
            outcomes = self._ask(job)
        except Exception as error:  # noqa: BLE001 - stores never raise, but a job without an end would wait
            _log.exception("Unexpected error in a list")
            outcomes = Problem(Reason.UNEXPECTED, self._connection, type(error).__name__)
        return JobAnswer(outcomes, perf_counter() - started)

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def _ask(self, job: Job) -> Outcomes:
        if not job.is_search:
            return self._store.look_up_all(job.texts, self._reason, job.at_once)
        (text,) = job.texts
        question = Question(text, search_only=True, reason=self._reason)
        return {text: self._store.search(question, MAX_MATCHES)}
