"""The event loop's gaps, beside those of a bare window: ``python -m tests.benchmarks.gaps``.

Each figure is by how many milliseconds a tick came too late that was asked for each millisecond.
Each scene runs in a process of its own, in turn with the others and with a bare window, several
rounds long; the table has the medians of the rounds, and the largest of all.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from dataclasses import dataclass, field
from statistics import median

from tests.benchmarks.gap_scenes import SCENES
from tests.benchmarks.ticker import quantile

BARE = "bare"
_HEAD = ("scene", "first 2 s", "(worst)", "p99", "p99.9", "largest", "(worst)")


@dataclass
class Scene:
    """The figures of a scene, one of each for a round, in milliseconds."""

    first: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    p999: list[float] = field(default_factory=list)
    largest: list[float] = field(default_factory=list)

    def add(self, first: list[float], rest: list[float]) -> None:
        """Take a round in."""
        self.first.append(max(first))
        self.p99.append(quantile(rest, 0.99))
        self.p999.append(quantile(rest, 0.999))
        self.largest.append(max(rest))

    @property
    def row(self) -> list[str]:
        """The figures as they are printed."""
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
    """Measure, and print the table."""
    parser = ArgumentParser("tests.benchmarks.gaps", description=__doc__)
    parser.add_argument("scenes", nargs="*", choices=[*SCENES, []], help="these alone")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", help="save the figures here")
    options = parser.parse_args()
    scenes = {name: Scene() for name in (BARE, *(options.scenes or SCENES))}
    for _ in range(options.rounds):
        for name, scene in scenes.items():
            scene.add(*play(name))
    print_table(scenes)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:  # noqa: PTH123
            json.dump({name: vars(scene) for name, scene in scenes.items()}, file, indent=2)


def play(name: str) -> tuple[list[float], list[float]]:
    """Play a scene in a process of its own, and return what it noted."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.gap_scenes", name],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")},
    )
    first, rest = json.loads(ended.stdout)
    return first, rest


def print_table(scenes: dict[str, Scene]) -> None:
    """Print a line for each scene."""
    print("Milliseconds that a tick came late, beyond the one after which it was due:")
    width = max(map(len, scenes))
    print(_HEAD[0].ljust(width), *(title.rjust(9) for title in _HEAD[1:]))
    for name, scene in scenes.items():
        print(name.ljust(width), *(figure.rjust(9) for figure in scene.row))


if __name__ == "__main__":
    main()
