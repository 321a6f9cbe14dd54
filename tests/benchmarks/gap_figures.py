"""The event loop's gaps as figures: each scene beside a bare window that does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks import gaps
from tests.benchmarks.ticker import quantile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.benchmarks.stage import Stage

    Waits = tuple[list[float], list[float]]

FIRST = "connecting first"
# What the window does, and the scenes in which it does that; each look-up of `switching` connects.
SCENES = {
    "connecting": ("switching",),
    "reading": ("look-ups",),
    "hanging": ("hanging-connect", "hanging-read"),
}


class GapRounds:
    """Plays every scene once for each round; all figures of the round are taken from that."""

    def __init__(self) -> None:
        self._rounds: list[Mapping[str, Waits]] = []

    def of(self, kind: str, part: float) -> Callable[[Stage], Waits]:
        """Return what gives, round by round, the gap that this part of all is within.

        In the two seconds that follow the first look-up the SDK is loaded; they are a kind of
        their own, and not in the others.
        """
        place = 0 if kind == FIRST else 1
        scenes = SCENES.get(kind, tuple(name for names in SCENES.values() for name in names))
        taken = 0

        def play(_: Stage) -> Waits:
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
