"""The event loop's gaps as figures: each scene beside a bare window that does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks import gaps
from tests.benchmarks.ticker import quantile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.benchmarks.testbed import Testbed

    Waits = tuple[list[float], list[float]]

FIRST = "connecting first"
# What the window does, and in which scenes; each lookup in `switching` connects.
SCENES = {
    "connecting": ("switching",),
    "reading": ("lookups",),
    "hanging": ("hanging-connect", "hanging-read"),
}


class GapRounds:
    """Plays every scene once for each round; all figures of the round use these measurements."""

    def __init__(self) -> None:
        self._rounds: list[Mapping[str, Waits]] = []

    def of(self, kind: str, part: float) -> Callable[[Testbed], Waits]:
        """Return a function that gives, per round, the gap below which this part of all lies.

        The SDK is loaded in the two seconds after the first lookup; they are a separate kind and
        not part of the others.
        """
        place = 0 if kind == FIRST else 1
        scenes = SCENES.get(kind, tuple(name for names in SCENES.values() for name in names))
        taken = 0

        def play(_: Testbed) -> Waits:
            nonlocal taken
            taken += 1
            waits = self._round(taken)
            measured = [late for scene in scenes for late in waits[scene][place]]
            return [quantile(measured, part)], [quantile(waits[gaps.BARE][place], part)]

        return play

    def _round(self, number: int) -> Mapping[str, Waits]:
        while len(self._rounds) < number:
            scenes = (gaps.BARE, *(name for names in SCENES.values() for name in names))
            self._rounds.append({scene: gaps.play(scene) for scene in scenes})
        return self._rounds[number - 1]
