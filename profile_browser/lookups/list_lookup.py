"""Looks up the entries of a list, many at once, until each has its row."""

from __future__ import annotations

from queue import Empty, SimpleQueue
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, cast

from profile_browser.domain.people_list import row_of
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.domain.store_kind import Capability
from profile_browser.lookups.list_answers import in_list_order, should_split, sort_answers
from profile_browser.lookups.list_jobs import Job, PendingList
from profile_browser.lookups.list_pace import Pace
from profile_browser.lookups.list_pause import Backoff, Pause, concerns_everybody
from profile_browser.lookups.list_thread_pool import POOL_SIZE, ThreadPool
from profile_browser.lookups.list_worker import ListWorker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.people_list import Entry, ListRow
    from profile_browser.domain.store import StoreOpener
    from profile_browser.lookups.abandoned import AbandonedThreads
    from profile_browser.lookups.list_answers import SortedAnswers
    from profile_browser.lookups.list_jobs import Arrivals, PendingEntry
    from profile_browser.lookups.list_worker import JobAnswer
    from profile_browser.lookups.worker_thread import Reply

__all__ = ["ListLookup", "Pause"]

MOST_TRIES = 4  # of an entry that fails while others have answers: with others, then alone
# Pauses before the try after which an entry that nobody is left beside is given up.
MOST_PAUSES = 5
_STALLED = 0.5  # seconds after which a part no longer holds back the next one
_POLL = 0.2  # seconds; where a wait cannot be interrupted, Ctrl+C takes effect after it


def _ignore(_: Pause | None) -> None:
    pass


class ListLookup:
    """Looks up lists, one after another, on a few threads with stores of their own.

    Each entry gets one row. An entry with an answer is not asked again. ``on_pause`` is called on
    the iterating thread: with a Pause after each try that failed for all, and with None once there
    is an answer again.
    """

    def __init__(
        self,
        open_store: StoreOpener,
        connection: Connection,
        at_once: int,
        reason: str = "",
        on_pause: Callable[[Pause | None], None] = _ignore,
    ) -> None:
        self._connection, self.on_pause = connection, on_pause
        self._has_many = Capability.MANY in connection.capabilities
        self._searches = Capability.EMAIL in connection.searches
        self._events: SimpleQueue[Reply | None] = SimpleQueue()  # None: look at what has changed
        self._pool = ThreadPool(
            lambda: ListWorker(open_store(connection), connection, reason),
            self._events.put,
        )
        self._pace, self._backoff = Pace(at_once), Backoff()
        self._answers = 0
        self._search_problem: Problem | None = None  # that every search would have
        self._stopped, self._wants_to_go_on = Event(), Event()

    def rows(self, entries: Iterable[Entry]) -> Iterator[Sequence[ListRow]]:
        """Yield the rows in the order of the entries, as they come. Entries are pulled lazily.

        An exception that the entries raise follows the rows of those before it.
        """
        early: dict[int, ListRow] = {}
        place = 0
        for arrived in self.arrivals(entries):
            early.update(arrived)
            rows: list[ListRow] = []
            while place in early:
                rows.append(early.pop(place))
                place += 1
            if rows:
                yield rows

    def arrivals(self, entries: Iterable[Entry]) -> Iterator[Arrivals]:
        """Yield rows in any order, each with the place of its entry."""
        pending = PendingList(entries)
        try:
            while not (self._stopped.is_set() or pending.is_done):
                self._ask(pending)
                rows = pending.take_refused()
                if not (rows or pending.is_done):
                    rows = self._take_event(pending)
                    self._ask(pending)  # so that the store works while the rows are taken
                if rows and not self._stopped.is_set():
                    yield rows
        finally:
            if self._stopped.is_set() or self._pool.jobs:
                self._pool.abandon()
        if pending.error is not None and not self._stopped.is_set():
            raise pending.error

    def share_abandoned(self, abandoned: AbandonedThreads) -> None:
        """Count abandoned threads together with these. Too many of them allow no new thread."""
        self._pool.abandoned = abandoned

    def stop(self) -> None:
        """End ``rows`` at once, without further rows. Any thread may call this."""
        self._stopped.set()
        self._events.put(None)
        self._pool.close_stores()

    def go_on(self) -> None:
        """Try now instead of waiting, with stores that are opened anew. Any thread may call it."""
        self._wants_to_go_on.set()
        self._events.put(None)

    def close(self) -> None:
        """Stop. A hanging thread is left to end by itself."""
        self.stop()

    def _ask(self, pending: PendingList) -> None:
        """Ask as many jobs as there is room for."""
        while self._may_ask() and (job := self._next_job(pending)) is not None:
            if self._has_many and not job.is_search:
                job.at_once, job.reads_many = self._pace.share_of(self._reads_left()), True
            job.pace, job.answers = self._pace.at_once, self._answers
            self._pool.start(job)

    def _may_ask(self) -> bool:
        """Return whether there is room for one more call. After a pause, one tries alone."""
        if self._stopped.is_set() or self._backoff.seconds_left:
            return False
        may_try = self._backoff.is_lifted or not self._pool.jobs
        return may_try and self._reads_left() > 0 and self._pool.has_room

    def _reads_left(self) -> int:
        return self._pace.at_once - sum(job.at_once for job in self._pool.jobs)

    def _may_ask_part(self) -> bool:
        """Return whether to ask by key. Two calls that read many at once only slow each other."""
        parts = (job for job in self._pool.jobs if not job.is_search)
        stalled_since = monotonic() - _STALLED
        return not self._has_many or all(job.started < stalled_since for job in parts)

    def _next_job(self, pending: PendingList) -> Job | None:
        """Return the next job to ask again, or else one of entries that were not asked yet.

        One thread is kept free for the latter. A job that may itself be the cause of failures is
        asked again only after another one has had an answer, if there is another one.
        """
        waiting, can_pull = pending.waiting_job, pending.can_pull
        again = sum(not job.is_fresh for job in self._pool.jobs)
        if waiting is not None and not (
            can_pull and (again >= POOL_SIZE - 1 or self._is_held_back(waiting))
        ):
            return pending.take_waiting() if waiting.is_search or self._may_ask_part() else None
        return pending.take_fresh(self._pace.size) if self._may_ask_part() else None

    def _is_held_back(self, job: Job) -> bool:
        return job.is_doubtful and self._answers <= job.failed_at

    def _take_event(self, pending: PendingList) -> Arrivals:
        """Wait a moment for an answer, and return its rows."""
        try:
            event = self._events.get(timeout=min(_POLL, self._backoff.seconds_left or _POLL))
        except Empty:
            return []
        if self._wants_to_go_on.is_set():
            self._wants_to_go_on.clear()
            self._reopen(pending)
        job = self._pool.finish(event.number) if event is not None else None
        if event is None or job is None:
            return []
        return self._settle(pending, job, cast("JobAnswer", event.content))

    def _reopen(self, pending: PendingList) -> None:
        """End a pause, or the try that follows it, and use new stores."""
        if not self._backoff.is_lifted:
            self._backoff.end()
            for job in self._pool.abandon():
                pending.ask_again(job)

    def _settle(self, pending: PendingList, job: Job, answer: JobAnswer) -> Arrivals:
        """Return the rows of the entries with an answer, and ask the others again."""
        if should_split(job, answer.outcomes):
            pending.ask_in_halves(job.pending, job, -1)
            return []
        cancelled = Problem(Reason.CANCELLED, self._connection)
        result = sort_answers(job, answer.outcomes, cancelled, searches=self._searches)
        if result.has_answers:
            self._note_answers()
        if result.problem is None:
            self._pace.speed_up(job, answer.seconds)
        else:
            self._ask_again(pending, job, result, result.problem)
        self._search(pending, result)
        for one, _ in result.answered:
            pending.close(one)
        return sorted((one.place, row) for one, row in result.answered)

    def _note_answers(self) -> None:
        self._answers += 1
        if self._backoff.lift():
            self.on_pause(None)

    def _search(self, pending: PendingList, result: SortedAnswers) -> None:
        """Search for e-mail addresses that are not usernames, unless every search would fail."""
        self._search_problem = self._search_problem or result.search_problem
        for one in result.to_search:
            one.tries = 0
            pending.ask_again(Job([one], is_search=True))
        if self._search_problem is not None:
            for one in pending.drop_searches():
                result.answered.append((one, row_of(one.entry, self._search_problem)))

    def _ask_again(
        self, pending: PendingList, job: Job, result: SortedAnswers, problem: Problem
    ) -> None:
        """Ask the entries without an answer again: at once, or after a pause if it concerns all."""
        failed = [one for one, _ in result.failed]
        if concerns_everybody(problem):
            again = in_list_order(failed, result.unasked)
            pending.ask_again(Job(again, job.is_search, failures=job.failures))
            self._pause(problem)
            return
        if problem.kind in {ProblemKind.TIMED_OUT, ProblemKind.BUSY}:
            self._pace.slow_down(job)
        others_answer = result.has_answers or self._answers > job.since
        if self._is_at_fault(job, problem):
            result.answered += [(one, row_of(one.entry, problem)) for one in job.pending]
            return
        if others_answer or (self._answers and pending.has_only_tried):
            failed = self._count_tries(result)
        pending.ask_again(Job(result.unasked, job.is_search, failures=job.failures))
        pending.ask_in_halves(failed, job, self._answers)
        if not others_answer:
            self._pause(problem)

    def _is_at_fault(self, job: Job, problem: Problem) -> bool:
        """Return whether the only entry of a job has failed too often to blame the connection.

        Others have had an answer, but nobody may be left to have one. A lost connection is waited
        for.
        """
        is_reached = self._answers > 0 and problem.kind is not ProblemKind.UNREACHABLE
        return is_reached and len(job.pending) == 1 and job.failures >= MOST_PAUSES

    def _count_tries(self, result: SortedAnswers) -> list[PendingEntry]:
        """Give up those that have failed too often. Return the others."""
        again: list[PendingEntry] = []
        for one, problem in result.failed:
            one.tries += 1
            if one.tries < MOST_TRIES:
                again.append(one)
            else:
                result.answered.append((one, row_of(one.entry, problem)))
        return again

    def _pause(self, problem: Problem) -> None:
        pause = self._backoff.begin(problem)
        if pause is not None:
            self.on_pause(pause)
