"""Requests per second of the gateway, beside plain FastAPI: ``python -m tests.benchmarks gateway``.

Each round measures the gateway and what it is compared with, one after the other, with wrk on
loopback. Every answer must be 200.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from tests.benchmarks.load import (
    CLIENT_CORES,
    HAS_WRK,
    SERVER_CORES,
    Load,
    Place,
    pin,
    reader_pinned,
)
from tests.benchmarks.people import PEOPLE, documents, person, sample_people
from tests.benchmarks.subprocesses import NotMeasuredError
from tests.benchmarks.testbed import LIMITS
from tests.benchmarks.web_servers import web_server
from tests.servers.gateway_process import GatewayProcess, resident_bytes
from tests.wire.node_process import NodeProcess
from tests.wire.stores import connection_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CLIENTS = (1, 16, 128)
_DELAY = 0.01
_LEAST_RATIO = 0.7
_LEAST_GAIN = 10.0  # of 128 clients over one, if the node answers after 10 ms
_MOST_GROWTH = 1.05  # what allocators and interned strings take
_HEAD = (
    "what", "clients", "requests/s", "p50 ms", "p99 ms", "CPU µs",
    "limit's requests/s", "p50 ms", "p99 ms", "CPU µs", "ratio", "CPU ratio", "to reach", "",
)  # fmt: skip


class Extent(NamedTuple):
    """How many seconds each load lasts, and over how many requests the memory must stay flat."""

    seconds: int = 3
    requests: int = 100_000


_WHOLE = Extent()


@dataclass
class Comparison:
    """The gateway beside a limit, with a number of clients."""

    title: str
    clients: int
    least: float = 0.0
    measured: list[Load] = field(default_factory=list)
    limit: list[Load] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """The median of the ratios of rates that were measured right after each other."""
        pairs = zip(self.measured, self.limit, strict=True)
        return median(own.rate / other.rate for own, other in pairs)

    @property
    def cost_ratio(self) -> float:
        """The same of the limit's computing time to the gateway's own, for a request."""
        pairs = zip(self.measured, self.limit, strict=True)
        return median(other.cost / own.cost for own, other in pairs)

    @property
    def row(self) -> list[str]:
        """The cells of its line."""
        own, limit = _medians(self.measured), _medians(self.limit)
        return [
            self.title,
            str(self.clients),
            *own,
            *limit,
            f"{self.ratio:.2f} ×",
            f"{self.cost_ratio:.2f} ×",
            *_verdict(self.ratio, self.least),
        ]


@dataclass
class Figures:
    """All that is measured, by name."""

    sample: list[Comparison]
    node: list[Comparison]
    extent: Extent
    memory: list[tuple[int, int]] = field(default_factory=list)  # bytes before and after

    @property
    def facts(self) -> dict[str, object]:
        """Every measurement, for JSON."""
        compared = {
            f"{each.title}, {each.clients} clients": {
                "measured": [load._asdict() for load in each.measured],
                "limit": [load._asdict() for load in each.limit],
            }
            for each in (*self.sample, *self.node)
        }
        return {"compared": compared, "memory": self.memory}

    @property
    def gain(self) -> float:
        """How many times the rate of one client the most clients reach, in the median."""
        one, most = self.node[0].measured, self.node[-1].measured
        return median(many.rate / single.rate for single, many in zip(one, most, strict=True))

    @property
    def growth(self) -> float:
        """How many times the memory of the start is in use at the end, in the median."""
        return median(after / before for before, after in self.memory)


def why_not() -> str:
    """Return why it cannot be measured here, or an empty text if it can."""
    return "" if HAS_WRK and sys.platform == "linux" else "no wrk"


def report(rounds: int) -> tuple[list[str], dict[str, object]]:
    """Measure in rounds, and return the table's lines and every measurement, for JSON."""
    figures = measure(rounds)
    return table(figures), figures.facts


def measure(rounds: int, extent: Extent = _WHOLE) -> Figures:
    """Measure in rounds. Raises NotMeasuredError."""
    if reason := why_not():
        raise NotMeasuredError(reason)
    figures = Figures(
        [Comparison("sample data, beside a dictionary", n, _LEAST_RATIO) for n in CLIENTS],
        [Comparison("node, 10 ms, beside the tutorial's shape", n) for n in CLIENTS],
        extent,
    )
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}: gateway", file=sys.stderr)
        with _on_sample_data() as (gateway, limit), reader_pinned():
            _add_round(figures.sample, gateway, limit, extent.seconds)
            figures.memory.append(_memory(gateway, extent))
        with _on_a_node() as (gateway, limit), reader_pinned():
            _add_round(figures.node, gateway, limit, extent.seconds)
    return figures


def table(figures: Figures) -> list[str]:
    """Return the table's lines."""
    rows = [comparison.row for comparison in (*figures.sample, *figures.node)]
    gain = f"{figures.gain:.1f} ×"
    title = f"node, 10 ms: {CLIENTS[-1]} clients beside one"
    rows.append([title, *_empty(9), gain, "", *_verdict(figures.gain, _LEAST_GAIN)])
    before, after = (median(each) / (1 << 20) for each in zip(*figures.memory, strict=True))
    title = f"memory over {figures.extent.requests:,} requests: {before:.1f} → {after:.1f} MB"
    flat = "holds" if figures.growth <= _MOST_GROWTH else "**missed**"
    rows.append([title, *_empty(9), f"{figures.growth:.3f} ×", "", f"≤ {_MOST_GROWTH} ×", flat])
    pinned = f"servers on core {SERVER_CORES}, wrk and the node on core {CLIENT_CORES}"
    head = [f"| {' | '.join(_HEAD)} |", "| --- " * len(_HEAD) + "|"]
    return [f"Gateway; {pinned}:", *head, *(f"| {' | '.join(row)} |" for row in rows)]


def _add_round(
    comparisons: Sequence[Comparison], gateway: Place, limit: Place, seconds: int
) -> None:
    for each in comparisons:
        each.limit.append(limit.measure(each.clients, seconds))
        each.measured.append(gateway.measure(each.clients, seconds))


def _memory(gateway: Place, extent: Extent) -> tuple[int, int]:
    """Return the resident bytes of the process before and after the requests."""
    _ask(gateway, extent.requests // 5, extent.seconds)
    before = resident_bytes(gateway.pid)
    _ask(gateway, extent.requests, extent.seconds)
    return before, resident_bytes(gateway.pid)


def _ask(place: Place, requests: int, seconds: int) -> None:
    while requests > 0:
        requests -= place.measure(CLIENTS[1], seconds).requests


@contextmanager
def _on_sample_data() -> Iterator[tuple[Place, Place]]:
    people = list(sample_people())
    with TemporaryDirectory() as folder, ExitStack() as running:
        gateway = running.enter_context(GatewayProcess(Path(folder)))
        origin, pid = running.enter_context(web_server(f"{LIMITS}.dictionary_route", {}))
        pin(gateway.pid, SERVER_CORES)
        pin(pid, SERVER_CORES)
        yield _place(gateway, people), Place(origin, pid, people)


@contextmanager
def _on_a_node() -> Iterator[tuple[Place, Place]]:
    people = [person(number) for number in range(PEOPLE)]
    with TemporaryDirectory() as folder, ExitStack() as running:
        node = running.enter_context(NodeProcess(documents()))
        node.set_faults(delay=_DELAY)
        gateway = running.enter_context(GatewayProcess(Path(folder), connection_to(node)))
        described = {
            "NODE_USERNAME": node.username,
            "NODE_PASSWORD": node.password,
            "NODE_CONNECTION_STRING": node.connection_string,
            "NODE_BUCKET": node.bucket,
        }
        origin, pid = running.enter_context(web_server(f"{LIMITS}.tutorial_route", described))
        pin(gateway.pid, SERVER_CORES)
        pin(pid, SERVER_CORES)
        pin(node.pid, CLIENT_CORES)
        yield _place(gateway, people), Place(origin, pid, people)


def _place(gateway: GatewayProcess, people: Sequence[str]) -> Place:
    return Place(gateway.origin, gateway.pid, people, gateway.token)


def _medians(loads: Sequence[Load]) -> tuple[str, ...]:
    rate, cost = median(load.rate for load in loads), median(load.cost for load in loads)
    p50, p99 = median(load.p50 for load in loads), median(load.p99 for load in loads)
    return f"{rate:,.0f}", f"{p50:.2f}", f"{p99:.2f}", f"{cost:.0f}"


def _verdict(ratio: float, least: float) -> tuple[str, str]:
    if not least:
        return "", ""
    return f"≥ {least:g} ×", "holds" if ratio >= least else "**missed**"


def _empty(cells: int) -> list[str]:
    return [""] * cells
