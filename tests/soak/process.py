"""The memory and threads of this process."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_TASKS = Path("/proc/self/task")
_MEMORY = Path("/proc/self/statm")
MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Sample:
    """One measurement: bytes of resident memory and native threads, or 0 if unknown."""

    lookups: int
    memory: int
    threads: int

    @property
    def line(self) -> str:
        """The measurement as text."""
        return f"{self.memory / MEGABYTE:.1f} MB, {self.threads} threads"


def sample(lookups: int) -> Sample:
    """Measure the process now, after this many lookups."""
    return Sample(lookups, _memory(), _threads())


def _threads() -> int:
    """Count all threads, including those of the SDK."""
    return sum(1 for _ in _TASKS.iterdir()) if _TASKS.exists() else 0


def _memory() -> int:
    if not _MEMORY.exists():
        return 0
    return int(_MEMORY.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
