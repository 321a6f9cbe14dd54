"""The entries of a list that have no row yet, in the jobs in which they are asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING

from profile_browser.domain.people_list import ListRow, RowState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from profile_browser.domain.people_list import Entry

    Arrivals = list[tuple[int, ListRow]]  # rows, each with its place in the list

MOST_PENDING = (
    10_000  # entries between the first without a row and the last: what is held in memory
)
_DOUBTFUL = 3  # failures in a row
_SLOW_PULL = 0.05  # seconds; a slower source is a person who types


@dataclass(slots=True)
class PendingEntry:
    """An entry without a row. ``tries`` counts failures while other entries had answers."""

    place: int
    entry: Entry
    tries: int = 0


@dataclass(eq=False)
class Job:
    """Pending entries that are asked in one call: many by key, or one by e-mail.

    ``reads_many`` if the store has a call for many. ``at_once`` is how many records the call may
    read at the same time, and ``pace`` how many all calls might. ``answers`` is how many answers
    there were before. ``failures`` is how often all of its entries have failed, and ``failed_at``
    how many answers there were the last time.
    """

    pending: Sequence[PendingEntry]
    is_search: bool = False
    is_fresh: bool = False
    reads_many: bool = False
    at_once: int = 1
    pace: int = 1
    answers: int = 0
    failures: int = 0
    failed_at: int = -1
    started: float = field(default_factory=monotonic)

    @property
    def texts(self) -> list[str]:
        """The distinct texts to look up."""
        return list(dict.fromkeys(one.entry.text for one in self.pending))

    @property
    def since(self) -> int:
        """How many answers there were when it last failed, or else when it was asked."""
        return self.answers if self.failed_at < 0 else self.failed_at

    @property
    def is_doubtful(self) -> bool:
        """Whether these entries alone may be at fault, so that others should be asked first."""
        return self.failures >= _DOUBTFUL or any(one.tries for one in self.pending)


class PendingList:
    """Pulls entries when they are needed, and keeps those that are asked again, in order."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: Iterator[Entry] = iter(entries)
        self._pending: dict[int, PendingEntry] = {}  # in their order
        # A heap: by the number of failures, then in the order of the list.
        self._waiting: list[tuple[int, int, Job]] = []
        self._refused: Arrivals = []
        self._pulled = 0
        self._is_slow = self._is_exhausted = False
        self.error: Exception | None = None  # that the entries raised; they end with it

    @property
    def is_done(self) -> bool:
        """Whether each entry has its row."""
        return self._is_exhausted and not (self._pending or self._refused)

    @property
    def can_pull(self) -> bool:
        """Whether there may be more entries, and room for them."""
        if self._is_exhausted or (self._is_slow and self._pending):
            return False
        return self._pulled - next(iter(self._pending), self._pulled) < MOST_PENDING

    @property
    def has_only_tried(self) -> bool:
        """Whether all entries that are left have failed before, while others had answers."""
        return self._is_exhausted and all(one.tries for one in self._pending.values())

    @property
    def waiting_job(self) -> Job | None:
        """The next job to ask again."""
        return self._waiting[0][-1] if self._waiting else None

    def take_waiting(self) -> Job:
        """Take this job out."""
        return heappop(self._waiting)[-1]

    def take_fresh(self, size: int) -> Job | None:
        """Pull at most ``size`` entries. Return None if none of them is to be asked.

        The entries of a slow source are asked as they come.
        """
        fresh: list[PendingEntry] = []
        for entry in self._pull_each(size) if self.can_pull else ():
            if entry.refusal is None:
                fresh.append(PendingEntry(self._pulled, entry))
            else:
                self._refused.append((self._pulled, ListRow(entry, RowState.REFUSED)))
            self._pulled += 1
        self._pending.update((one.place, one) for one in fresh)
        return Job(fresh, is_fresh=True) if fresh else None

    def take_refused(self) -> Arrivals:
        """Take the rows of entries that were pulled and cannot be asked."""
        refused, self._refused = self._refused, []
        return refused

    def ask_again(self, job: Job) -> None:
        """Queue this job."""
        if job.pending:
            heappush(self._waiting, (job.failures, job.pending[0].place, job))

    def ask_in_halves(self, pending: Sequence[PendingEntry], failed: Job, answers: int) -> None:
        """Queue the entries of a failed job as two jobs: in the end, each is asked alone."""
        half = (len(pending) + 1) // 2
        for part in (pending[:half], pending[half:]):
            again = Job(part, failed.is_search, failures=failed.failures + 1, failed_at=answers)
            self.ask_again(again)

    def drop_searches(self) -> list[PendingEntry]:
        """Take out all searches, and return their entries."""
        searches = [each[-1] for each in self._waiting if each[-1].is_search]
        self._waiting = [each for each in self._waiting if not each[-1].is_search]
        heapify(self._waiting)
        return [one for job in searches for one in job.pending]

    def close(self, pending: PendingEntry) -> None:
        """Note that this entry has its row."""
        del self._pending[pending.place]

    def _pull_each(self, size: int) -> Iterator[Entry]:
        started = monotonic()
        count = 0
        try:
            for entry in islice(self._entries, size):
                count += 1
                now = monotonic()
                self._is_slow = now - started > _SLOW_PULL
                yield entry
                if self._is_slow:
                    return
                started = now
        except Exception as error:  # noqa: BLE001 - the entries before it come first
            self.error = error
        self._is_exhausted = count < size
