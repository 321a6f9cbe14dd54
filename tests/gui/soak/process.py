"""What the process takes: memory, threads, and the SDK's connects that came to nothing."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from profile_browser.stores import couchbase

if TYPE_CHECKING:
    from couchbase.cluster import Cluster

    from profile_browser.domain.address import Address
    from profile_browser.domain.connection import Connection

_TASKS = Path("/proc/self/task")
_MEMORY = Path("/proc/self/statm")
MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Sample:
    """One look at the process: bytes of resident memory, and native threads; 0 where unknown."""

    look_ups: int
    memory: int
    threads: int
    failed_connects: int

    @property
    def own_threads(self) -> int:
        """The threads without those that the SDK never ends: one for each failed connect."""
        return self.threads - self.failed_connects

    @property
    def line(self) -> str:
        """The same for a person."""
        return (
            f"{self.memory / MEGABYTE:.1f} MB, {self.own_threads} threads"
            f" and {self.failed_connects} of failed connects"
        )


class FailedConnects:
    """Counts the SDK's connects that raise; each leaves a thread behind, as the README says."""

    def __init__(self) -> None:
        self.count = 0
        self._lock = Lock()
        self._connect = couchbase.get_cluster
        couchbase.get_cluster = self._connect_and_count

    def _connect_and_count(self, connection: Connection, address: Address | None = None) -> Cluster:
        try:
            return self._connect(connection, address)
        except Exception:
            with self._lock:
                self.count += 1
            raise

    def sample(self, look_ups: int) -> Sample:
        """Look at the process now."""
        return Sample(look_ups, _memory(), _threads(), self.count)


def _threads() -> int:
    return sum(1 for _ in _TASKS.iterdir()) if _TASKS.exists() else 0


def _memory() -> int:
    if not _MEMORY.exists():
        return 0
    return int(_MEMORY.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
