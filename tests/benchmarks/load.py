"""Asks a server over HTTP as fast as it answers, with wrk, and says what it measured.

With two cores or more, servers run on the first, and wrk and the node on the second: so wrk takes
no time from the server that it measures.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.benchmarks.subprocesses import NotMeasuredError, output_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HAS_WRK = shutil.which("wrk") is not None
_SCRIPT = Path(__file__).with_name("wrk.lua")
_CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
SERVER_CORES, CLIENT_CORES = (_CORES[:1], _CORES[1:2]) if len(_CORES) > 1 else (_CORES, _CORES)


class Load(NamedTuple):
    """What a number of clients got in some seconds.

    The percentiles are in milliseconds. ``processor`` is what the server computed, in seconds:
    other work on the machine changes it less than the rate.
    """

    requests: int
    seconds: float
    p50: float
    p99: float
    processor: float

    @property
    def rate(self) -> float:
        """Requests in a second."""
        return self.requests / self.seconds

    @property
    def cost(self) -> float:
        """Microseconds that the server computes for a request."""
        return 1e6 * self.processor / self.requests


class Place(NamedTuple):
    """A running server, whom to ask it for, and the token that it wants."""

    origin: str
    pid: int
    usernames: Sequence[str]
    token: str = "none"

    def measure(self, clients: int, seconds: int) -> Load:
        """Have this many clients ask for one user after another.

        Raises NotMeasuredError, unless every answer is 200.
        """
        pinned = ("taskset", "--cpu-list", ",".join(map(str, CLIENT_CORES)))
        how = ("--threads", "1", "--connections", str(clients), "--duration", f"{seconds}s")
        wrk = ("wrk", *how, "--timeout", "10s", "--latency", "--script", str(_SCRIPT), self.origin)
        before = _processor_seconds(self.pid)
        printed = output_of((*pinned, *wrk, "--", self.token, *self.usernames), os.environ)
        measured = json.loads(printed.splitlines()[-1])
        if measured.pop("failed") or not measured["requests"]:
            message = f"not all {clients} clients of {self.origin} got their answers:\n{printed}"
            raise NotMeasuredError(message)
        return Load(**measured, processor=_processor_seconds(self.pid) - before)


def pin(pid: int, cores: Sequence[int]) -> None:
    """Let all threads of a process run on these cores alone."""
    for thread in Path(f"/proc/{pid}/task").iterdir():
        os.sched_setaffinity(int(thread.name), cores)


@contextmanager
def reader_pinned() -> Iterator[None]:
    """Let this process, which reads what the servers log, run where the clients do."""
    cores = os.sched_getaffinity(0)
    pin(os.getpid(), CLIENT_CORES)
    try:
        yield
    finally:
        pin(os.getpid(), sorted(cores))


def _processor_seconds(pid: int) -> float:
    """Return how long a process has computed so far."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:  # noqa: PTH123 - as for memory
        fields = file.read().rpartition(")")[2].split()
    user, system = int(fields[11]), int(fields[12])
    return (user + system) / os.sysconf("SC_CLK_TCK")
