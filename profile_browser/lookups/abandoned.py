"""Abandoned threads, counted until each has ended by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threading import Thread

# A hanging connect keeps its thread, its sockets and the SDK's threads until it times out.
MAX_ABANDONED = 4


class AbandonedThreads:
    """Counts the abandoned threads that still run."""

    def __init__(self) -> None:
        self._threads: list[Thread] = []

    def __len__(self) -> int:
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        return len(self._threads)

    @property
    def has_room(self) -> bool:
        """Whether one more hanging thread may be abandoned."""
        return len(self) < MAX_ABANDONED

    def add(self, thread: Thread) -> None:
        """Count this thread until it ends."""
        self._threads.append(thread)
