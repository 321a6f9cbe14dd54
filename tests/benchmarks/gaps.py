"""The event loop's gaps, beside those of a bare window: ``python -m tests.benchmarks.gaps``.

Each figure is the delay, in milliseconds, of a timer that should tick every millisecond.
Each scene runs in a separate process, alternating with the others and a bare window, for several
rounds; the table has the medians of the rounds and the overall maximum.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, field
from statistics import median

from tests.benchmarks.command import parser_of, run_and_exit
from tests.benchmarks.gap_scenes import SCENES
from tests.benchmarks.subprocesses import output_of
from tests.benchmarks.ticker import quantile

BARE = "bare"
_HEAD = ("scene", "first 2 s", "(worst)", "p99", "p99.9", "largest", "(worst)")


@dataclass
class Scene:
    """The figures of a scene in milliseconds, one per round."""

    first: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    p999: list[float] = field(default_factory=list)
    largest: list[float] = field(default_factory=list)

    def add(self, first: list[float], rest: list[float]) -> None:
        """Add a round."""
        self.first.append(max(first))
        self.p99.append(quantile(rest, 0.99))
        self.p999.append(quantile(rest, 0.999))
        self.largest.append(max(rest))

    @property
    def row(self) -> list[str]:
        """The figures as text for the table."""
        figures = (
            median(self.first),
            max(self.first),
            median(self.p99),
            median(self.p999),
            median(self.largest),
            max(self.largest),
        )
        return [f"{figure:.1f}" for figure in figures]


def main() -> None:
    """Measure and print the table."""
    options = parser_of("tests.benchmarks.gaps", __doc__, SCENES).parse_args()
    scenes = {name: Scene() for name in (BARE, *(options.names or SCENES))}
    for _ in range(options.rounds):
        for name, scene in scenes.items():
            scene.add(*play(name))
    print_table(scenes)
    if options.json:
        figures = {name: vars(scene) for name, scene in scenes.items()}
        options.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")


def play(name: str) -> tuple[list[float], list[float]]:
    """Play a scene in a separate process, and return its measurements."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    words = (sys.executable, "-m", "tests.benchmarks.gap_scenes", name)
    first, rest = json.loads(output_of(words, environment))
    return first, rest


def print_table(scenes: dict[str, Scene]) -> None:
    """Print a line for each scene."""
    print("Milliseconds that a tick came late, beyond the one after which it was due:")
    width = max(map(len, scenes))
    print(_HEAD[0].ljust(width), *(title.rjust(9) for title in _HEAD[1:]))
    for name, scene in scenes.items():
        print(name.ljust(width), *(figure.rjust(9) for figure in scene.row))


if __name__ == "__main__":
    run_and_exit(main)
