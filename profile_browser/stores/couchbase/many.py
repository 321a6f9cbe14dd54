"""Reads many users at the same time, with a thread for each read.

The SDK's asyncio API (4.6.3) is quicker, but it keeps 5 KB of every read that fails, as a read of a
missing document does, and a thread of each cluster that was closed. ``get_multi`` would fetch whole
documents.
"""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from math import ceil
from threading import Thread
from time import perf_counter
from typing import TYPE_CHECKING

from profile_browser.domain.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from profile_browser.stores.portions import Answer, Answers, OneReader

# More threads than the interpreter can serve while they wait make nothing faster, but slow down the
# window and the lookups of single people. This much of a read is computing, here and in the server.
_COMPUTING_SECONDS = 0.0004
_SECONDS_PER_THREAD = 0.00008
_LEAST_THREADS = 4
_VALID_SECONDS = 1.0
_VALID_READS = 10  # where reads are so slow that one alone each second would be half of the time


class ParallelReader:
    """Reads with as many threads as are worthwhile.

    That follows from the duration of a read, so from time to time one is read alone: the first, one
    each second or ten reads, and the first after a problem that would repeat.
    """

    def __init__(self, read: OneReader) -> None:
        self._read = read
        self._worthwhile = _LEAST_THREADS
        self._valid_until = 0.0

    def read_many(self, usernames: Sequence[str], at_once: int) -> Answers:
        """Return the user of each of these usernames, or None, or what ``read`` raised.

        After a problem that would repeat, only the reads that are in flight come to an end.
        """
        reads = _Reads(self._read, usernames)
        if perf_counter() >= self._valid_until:
            self._measure(reads.read_next)
        reads.read_rest(min(self._worthwhile, at_once))
        if reads.were_stopped:
            self._valid_until = 0.0
        return {name: reads.answers[name] for name in usernames if name in reads.answers}

    def _measure(self, read_one: Callable[[], None]) -> None:
        started = perf_counter()
        read_one()
        ended = perf_counter()
        duration = ended - started
        waiting = duration - _COMPUTING_SECONDS
        self._worthwhile = max(_LEAST_THREADS, ceil(waiting / _SECONDS_PER_THREAD))
        self._valid_until = ended + max(_VALID_SECONDS, _VALID_READS * duration)


class _Reads:
    """The usernames that wait, and the answers of the others. Every thread takes the next one."""

    def __init__(self, read: OneReader, usernames: Sequence[str]) -> None:
        self._read = read
        self._waiting = deque(usernames)
        self.answers: dict[str, Answer] = {}
        self.were_stopped = False

    def read_rest(self, most_threads: int) -> None:
        """Read the users of all waiting usernames with at most this many threads: this one, too."""
        threads: list[Thread] = []
        with suppress(RuntimeError):  # the system allows no further thread
            for _ in range(min(most_threads, len(self._waiting)) - 1):
                thread = Thread(target=self._read_while_waiting, name="read-many", daemon=True)
                thread.start()
                threads.append(thread)
        self._read_while_waiting()
        for thread in threads:
            thread.join()

    def read_next(self) -> None:
        """Read the user of the next username, unless another thread took the last one."""
        with suppress(IndexError):
            username = self._waiting.popleft()
            self.answers[username] = self._answer_of(username)

    def _read_while_waiting(self) -> None:
        while self._waiting:
            self.read_next()

    def _answer_of(self, username: str) -> Answer:
        try:
            return self._read(username)
        except ProblemError as error:
            if error.problem.would_repeat:
                self.were_stopped = True
                self._waiting.clear()
            return _without_frames(error)
        except Exception as error:  # noqa: BLE001 - it is the outcome of this username alone
            return _without_frames(error)


def _without_frames(error: Exception) -> Exception:
    """Return an error that keeps nothing alive: its frames hold the session of a closed store."""
    error.__context__ = None
    return error.with_traceback(None)
