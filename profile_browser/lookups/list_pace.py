"""How fast a list is looked up: slower if the store cannot keep up, then gradually faster."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from profile_browser.lookups.list_jobs import Job

_FIRST = 8  # entries: the first rows come soon
_LARGEST = 2000  # entries; at the end of each part, few reads are in flight
_TURNS = 8  # entries for each read at the same time: a slow one then holds few others back
_SHORT, _LONG = 0.25, 0.8  # seconds that a part should take


class Pace:
    """How many records are read at the same time, and how many entries the next part has."""

    def __init__(self, most_at_once: int) -> None:
        self._most = self.at_once = max(1, most_at_once)
        self._size = _FIRST

    @property
    def size(self) -> int:
        """How many entries the next part has."""
        return min(self._size, _LARGEST, _TURNS * self.at_once)

    @staticmethod
    def share_of(left: int) -> int:
        """Return how many of the reads that are left one call may use.

        A few are kept free, so that a slow read does not hold back others. A part has at least as
        many entries: reads at the same time take no longer than one read.
        """
        return left - left // 4

    def slow_down(self, job: Job) -> None:
        """Read half as many at the same time as when this job began, and at least one."""
        self.at_once = max(1, min(self.at_once, job.pace // 2))

    def speed_up(self, job: Job, seconds: float) -> None:
        """Read more at the same time, and adjust the size to what this job took."""
        if job.pace >= self.at_once:  # not one from before it went slower and faster again
            self.at_once = min(self._most, self.at_once + max(1, self.at_once // 4))
        least = self.share_of(self.at_once) if job.reads_many else 1
        is_full = job.is_fresh and len(job.pending) >= self.size
        if is_full and (seconds < _SHORT or self._size < least):
            self._size = min(_LARGEST, 4 * self._size)
        elif seconds > _LONG:
            self._size = max(least, self._size // 2)
