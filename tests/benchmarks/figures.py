"""The figures, each with what it is compared with, measured one round at a time."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from tests.benchmarks.gap_figures import FIRST, SCENES, GapRounds
from tests.benchmarks.screen import HAS_VIRTUAL_SCREEN
from tests.benchmarks.testbed import LIMITS
from tests.benchmarks.ticker import quantile
from tests.frozen.program import EXECUTABLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.benchmarks.testbed import Testbed

    Round = Callable[[Testbed], tuple[list[float], list[float]]]

PROGRAM = "profile_browser"
LOOK_UPS = 400  # a round: five rounds make the 2,000
_DELAYED = 200
_DELAY = 0.01
_LOOK_UPS_OF_MEMORY = 1000
_MEGABYTE = 1 << 20
_LONGEST_GAP = 16.0  # milliseconds
_LARGEST_GAP = 2.0  # times a bare window's
_STARTS = ("start", "johndoe", "frozen", "answer", "command")
_STARTS_OF_A_ROUND = 4  # alternating with what each is compared with


@dataclass
class Figure:
    """A figure in its unit, and by how much it may exceed the limit that it is compared with."""

    title: str
    unit: str
    play: Round
    reach: float = 0.0
    reach_p99: float = 0.0
    reach_absolute: float = 0.0
    times: int = 1  # in a round
    measured: list[float] = field(default_factory=list)
    limit: list[float] = field(default_factory=list)
    ratios: list[float] = field(
        default_factory=list
    )  # of measurements taken right after each other

    def add_round(self, bed: Testbed) -> None:
        """Measure one more round of the limit and the program."""
        for _ in range(self.times):
            self.add(*self.play(bed))

    def add(self, measured: list[float], limit: list[float]) -> None:
        """Add measurements and the limit that was measured right before."""
        self.measured += measured
        self.limit += limit
        self.ratios.append(median(measured) / max(median(limit), 1e-9))

    @property
    def ratio(self) -> float:
        """The median of the ratios of measurements taken right after each other.

        The speed of a shared machine changes from minute to minute. The overall medians of
        measurements and limits can come from different minutes, so their ratio says nothing.
        """
        return median(self.ratios)

    @property
    def ratio_p99(self) -> float:
        """The ratio of the 99th percentiles."""
        return quantile(self.measured, 0.99) / max(quantile(self.limit, 0.99), 1e-9)

    @property
    def verdict(self) -> str:
        """Whether the figure holds; empty if it has no bounds."""
        if not self.to_reach:
            return ""
        return "holds" if self.holds else "**missed**"

    @property
    def holds(self) -> bool:
        """Whether the figure is within all its bounds."""
        return (
            (not self.reach or self.ratio <= self.reach)
            and (not self.reach_p99 or self.ratio_p99 <= self.reach_p99)
            and (not self.reach_absolute or median(self.measured) <= self.reach_absolute)
        )

    @property
    def to_reach(self) -> str:
        """The bounds in words."""
        bounds = [f"≤ {self.reach:g} ×"] if self.reach else []
        bounds += [f"p99 ≤ {self.reach_p99:g} ×"] if self.reach_p99 else []
        bounds += [f"≤ {self.reach_absolute:g} {self.unit}"] if self.reach_absolute else []
        return ", ".join(bounds)


def _paint(bed: Testbed) -> tuple[list[float], list[float]]:
    limit = bed.seconds_to_paint("paint", f"{LIMITS}.empty_window")
    return [1000 * bed.seconds_to_paint("paint", PROGRAM, "--sample")], [1000 * limit]


def _shown(bed: Testbed) -> tuple[list[float], list[float]]:
    limit = bed.seconds_to_paint("shown:johndoe", f"{LIMITS}.filled_window")
    program = bed.seconds_to_paint("shown:johndoe", PROGRAM, "--sample", "johndoe")
    return [1000 * program], [1000 * limit]


def _answered(bed: Testbed) -> tuple[list[float], list[float]]:
    limit = bed.seconds_to_paint("shown:johndoe", f"{LIMITS}.connected_form", "johndoe")
    program = bed.seconds_to_paint("shown:johndoe", PROGRAM, "johndoe")
    return [1000 * program], [1000 * limit]


def _looked_up(bed: Testbed) -> tuple[list[float], list[float]]:
    limit = bed.look_up_repeatedly(LOOK_UPS, f"{LIMITS}.worker_form").took
    return bed.look_up_repeatedly(LOOK_UPS, PROGRAM).took, limit


def _looked_up_beside_one_thread(bed: Testbed) -> tuple[list[float], list[float]]:
    limit = bed.look_up_repeatedly(LOOK_UPS, f"{LIMITS}.connected_form").took
    return bed.look_up_repeatedly(LOOK_UPS, PROGRAM).took, limit


def _looked_up_beside_the_same(bed: Testbed) -> tuple[list[float], list[float]]:
    limit = bed.look_up_repeatedly(LOOK_UPS, f"{LIMITS}.shown_form").took
    return bed.look_up_repeatedly(LOOK_UPS, PROGRAM).took, limit


def _limits_beside_each_other(bed: Testbed) -> tuple[list[float], list[float]]:
    limit = bed.look_up_repeatedly(LOOK_UPS, f"{LIMITS}.worker_form").took
    return bed.look_up_repeatedly(LOOK_UPS, f"{LIMITS}.shown_form").took, limit


def _looked_up_from_afar(bed: Testbed) -> tuple[list[float], list[float]]:
    bed.node.set_faults(delay=_DELAY)
    try:
        limit = bed.read_repeatedly(_DELAYED)
        return bed.look_up_repeatedly(_DELAYED, PROGRAM).took, limit
    finally:
        bed.node.set_faults(delay=0.0)


def _commanded(bed: Testbed) -> tuple[list[float], list[float]]:
    limit = bed.seconds_to_end(f"{LIMITS}.one_record")
    program = bed.seconds_to_end(PROGRAM, "lookup", "johndoe", "--sample")
    return [1000 * program], [1000 * limit]


def _remembered(bed: Testbed) -> tuple[list[float], list[float]]:
    limit = bed.look_up_repeatedly(1, f"{LIMITS}.connected_form").memory
    program = bed.look_up_repeatedly(_LOOK_UPS_OF_MEMORY, PROGRAM).memory
    return [program / _MEGABYTE], [limit / _MEGABYTE]


def _frozen(bed: Testbed) -> tuple[list[float], list[float]]:
    limit = bed.seconds_until_seen(sys.executable, "-m", PROGRAM, "--sample")
    return [1000 * bed.seconds_until_seen(str(EXECUTABLE), "--sample")], [1000 * limit]


def _gaps() -> dict[str, Figure]:
    rounds = GapRounds()
    figures = {}
    for kind in SCENES:
        p999, largest = rounds.of(kind, 0.999), rounds.of(kind, 1.0)
        title = f"event-loop gap, {kind}"
        figures[f"gaps-{kind}"] = Figure(f"{title}, p99.9", "ms", p999, reach_absolute=_LONGEST_GAP)
        figures[f"gaps-{kind}-largest"] = Figure(f"{title}, largest", "ms", largest, _LARGEST_GAP)
    title = f"event-loop gap, {FIRST} (the SDK is loaded)"
    p999, largest = rounds.of(FIRST, 0.999), rounds.of(FIRST, 1.0)
    figures["gaps-first"] = Figure(f"{title}, p99.9", "ms", p999, reach_absolute=_LONGEST_GAP)
    figures["gaps-first-largest"] = Figure(f"{title}, largest", "ms", largest, _LARGEST_GAP)
    return figures


def all_figures() -> dict[str, Figure]:
    """Return every figure, not yet measured, by its name on the command line."""
    figures = {
        "start": Figure("start → first paint, sample", "ms", _paint, 1.3),
        "johndoe": Figure("start → johndoe shown, sample", "ms", _shown, 1.3),
        "frozen": Figure("frozen start → first paint, X11, beside source", "ms", _frozen, 1.2),
        "answer": Figure("start → first answer shown, node", "ms", _answered, 1.15),
        "lookup": Figure(
            "Enter → fields painted, beside a form with a worker thread",
            "ms",
            _looked_up,
            1.25,
            1.25,
        ),
        "lookup-bare": Figure(
            "Enter → fields painted, beside a form without one",
            "ms",
            _looked_up_beside_one_thread,
        ),
        "lookup-same": Figure(
            "Enter → fields painted, beside a plain form that shows the same",
            "ms",
            _looked_up_beside_the_same,
            1.25,
            1.25,
        ),
        "limits": Figure(
            "that plain form, beside the form with a worker thread",
            "ms",
            _limits_beside_each_other,
        ),
        "delayed": Figure(
            "Enter → fields painted, 10 ms of delay", "ms", _looked_up_from_afar, 1.2
        ),
        "command": Figure("`lookup johndoe --sample`", "ms", _commanded, 1.5),
        "memory": Figure("memory after 1,000 lookups", "MB", _remembered, 1.15),
        **_gaps(),
    }
    for name in _STARTS:
        figures[name].times = _STARTS_OF_A_ROUND
    return figures


def why_not(name: str) -> str:
    """Return why a figure cannot be measured here, or an empty text if it can."""
    if name != "frozen":
        return ""
    if not EXECUTABLE.exists():
        return "not built"
    return "" if HAS_VIRTUAL_SCREEN else "no Xvfb"
