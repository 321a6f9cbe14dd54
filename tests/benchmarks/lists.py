"""Lists of people, beside asking one after the other: ``python -m tests.benchmarks lists``.

In the window, one person after another is looked up meanwhile, with a store of their own.

``lookup --from`` is measured as a process, from its start to its end. Asking one after the other is
measured with some people; for a longer list, its time is extrapolated and marked with ≈.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from tests.benchmarks.people import listed_documents, listed_person
from tests.benchmarks.testbed import testbed
from tests.benchmarks.ticker import quantile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.testbed import Testbed

_SCENES = "tests.benchmarks.list_scenes"
_DELAYS = (0.0, 0.01)  # seconds
_MOST_SECONDS = {(10_000, 0.01): 2.5}
_LONGEST_GAP = 33.0  # milliseconds
_MOST_SLOWDOWN = 2.0
_MOST_MEMORY = 150.0  # megabytes
_HEAD = ("names", "delay", "`lookup --from`", "one after the other", "ratio", "to reach", "")
_WINDOW_HEAD = (
    "names", "delay", "until all are there", "event-loop gap before → meanwhile, p99.9",
    f"≤ {_LONGEST_GAP:g} ms", "longest garbage collection",
    "single lookups before → meanwhile", f"≤ {_MOST_SLOWDOWN:g} ×",
    "memory of the rows", f"≤ {_MOST_MEMORY:g} MB",
)  # fmt: skip


class Extent(NamedTuple):
    """How many people the lists have, how many are asked one by one, and those in the window."""

    lists: Sequence[int] = (1, 100, 10_000, 100_000)
    alone: int = 400
    in_window: Sequence[int] = (10_000, 100_000)


_WHOLE = Extent()


@dataclass
class ListFigure:
    """A list of this many people at a delay, in seconds."""

    people: int
    delay: float
    command: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)  # one after the other
    is_extrapolated: bool = False

    def add_round(self, bed: Testbed, file: Path, most_alone: int) -> None:
        """Measure both once more: processes, from their start to their end."""
        self.command.append(bed.seconds_to_end("profile_browser", "lookup", "--from", str(file)))
        asked = min(self.people, most_alone)
        self.is_extrapolated = asked < self.people
        began = monotonic()
        reading = bed.measurements(_SCENES, "alone", str(asked))["seconds"]
        others = monotonic() - began - reading  # to start and to connect
        each = reading / (asked - 1) if asked > 1 else 0.0
        self.alone.append(others + each * (self.people - 1))

    @property
    def row(self) -> list[str]:
        """The cells of its line."""
        command, alone = median(self.command), median(self.alone)
        limit = _MOST_SECONDS.get((self.people, self.delay), 0.0)
        return [
            f"{self.people:,}",
            f"{self.delay * 1000:.0f} ms",
            f"{command:.2f} s",
            f"{'≈ ' if self.is_extrapolated else ''}{alone:.2f} s",
            f"{alone / command:.1f} ×",
            f"≤ {limit:g} s" if limit else "",
            _verdict(command, limit),
        ]


@dataclass
class WindowFigure:
    """A list in a window at a delay: what each round measured, in milliseconds or megabytes.

    Pairs are of the same window before the list, and meanwhile.
    """

    people: int
    delay: float
    gaps: list[tuple[float, float]] = field(default_factory=list)
    lookups: list[tuple[float, float]] = field(default_factory=list)  # of single people
    memory: list[float] = field(default_factory=list)
    collections: list[float] = field(default_factory=list)  # the longest of each round
    seconds: list[float] = field(default_factory=list)

    def add_round(self, bed: Testbed) -> None:
        """Measure once more."""
        measured = bed.measurements(_SCENES, "window", str(self.people))
        before, meanwhile = measured["before"], measured["meanwhile"]
        self.gaps.append((quantile(before["late"], 0.999), quantile(meanwhile["late"], 0.999)))
        self.lookups.append((median(before["lookups"]), median(meanwhile["lookups"])))
        self.memory.append(measured["memory"])
        self.collections.append(measured["collection"])
        self.seconds.append(measured["seconds"])

    @property
    def row(self) -> list[str]:
        """The cells of its line."""
        memory = median(self.memory)
        slowdown = median(meanwhile / before for before, meanwhile in self.lookups)
        return [
            f"{self.people:,}",
            f"{self.delay * 1000:.0f} ms",
            f"{median(self.seconds):.1f} s",
            _change(self.gaps),
            _verdict(median(meanwhile for _, meanwhile in self.gaps), _LONGEST_GAP),
            f"{median(self.collections):.1f} ms",
            _change(self.lookups),
            _verdict(slowdown, _MOST_SLOWDOWN),
            f"{memory:.0f} MB",
            _verdict(memory, _MOST_MEMORY),
        ]


@dataclass
class Figures:
    """All that is measured."""

    lists: list[ListFigure]
    windows: list[WindowFigure]

    @property
    def facts(self) -> dict[str, object]:
        """Every measurement, for JSON."""
        return {name: [vars(each) for each in vars(self)[name]] for name in ("lists", "windows")}


def report(rounds: int) -> tuple[list[str], dict[str, object]]:
    """Measure in rounds, and return the tables' lines and every measurement, for JSON."""
    figures = measure(rounds)
    return table(figures), figures.facts


def measure(rounds: int, extent: Extent = _WHOLE) -> Figures:
    """Measure in rounds. Raises NotMeasuredError."""
    figures = Figures(
        [ListFigure(people, delay) for delay in _DELAYS for people in extent.lists],
        [WindowFigure(people, delay) for people in extent.in_window for delay in _DELAYS],
    )
    most = max(*extent.lists, *extent.in_window)
    with testbed(listed_documents(most), f"largest_list = {most}\n") as bed:
        for number in range(rounds):
            print(f"round {number + 1} of {rounds}: lists", file=sys.stderr)
            _add_round(figures, bed, extent.alone)
    return figures


def table(figures: Figures) -> list[str]:
    """Return the lines of both tables."""
    return [
        "Lists in the terminal:",
        *_lines(_HEAD, [each.row for each in figures.lists]),
        "",
        "Lists in the window:",
        *_lines(_WINDOW_HEAD, [each.row for each in figures.windows]),
    ]


def _add_round(figures: Figures, bed: Testbed, most_alone: int) -> None:
    with TemporaryDirectory() as name:
        for each in figures.lists:
            file = Path(name) / "people.txt"
            file.write_text("\n".join(map(listed_person, range(each.people))), encoding="utf-8")
            bed.node.set_faults(delay=each.delay)
            each.add_round(bed, file, most_alone)
    for window in figures.windows:
        bed.node.set_faults(delay=window.delay)
        window.add_round(bed)


def _lines(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    cells = (head, ["---"] * len(head), *rows)
    return [f"| {' | '.join(row)} |" for row in cells]


def _change(pairs: Sequence[tuple[float, float]]) -> str:
    before, meanwhile = (median(each) for each in zip(*pairs, strict=True))
    return f"{before:.1f} → {meanwhile:.1f} ms"


def _verdict(measured: float, most: float) -> str:
    if not most:
        return ""
    return "holds" if measured <= most else "**missed**"
