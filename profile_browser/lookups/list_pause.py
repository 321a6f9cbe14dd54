"""When a list is tried again after a problem that all its entries would have."""

from __future__ import annotations

from math import inf
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.problem import ProblemKind, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.domain.problem import Problem

_SHORTEST, _LONGEST = 1.0, 30.0  # seconds
_NEEDS_HELP = frozenset(
    {
        ProblemKind.WRONG_SIGN_IN,
        ProblemKind.NOT_ALLOWED,
        ProblemKind.NOT_RECORDED,
        ProblemKind.MISCONFIGURED,
        ProblemKind.UNTRUSTED,
    }
)


class Pause(NamedTuple):
    """Why nobody is asked at the moment, and the seconds until the next automatic try.

    Without seconds, only ``go_on`` helps, once the problem is solved.
    """

    problem: Problem
    seconds: float | None


def concerns_everybody(problem: Problem) -> bool:
    """Return whether a problem concerns all entries, even if others have had answers."""
    return problem.kind in _NEEDS_HELP or problem.reason is Reason.RATE_LIMITED


class Backoff:
    """Pauses that become longer until there is an answer. After each pause, one call tries."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._until = 0.0
        self._next = _SHORTEST
        self.is_lifted = True  # whether somebody has had an answer since the last pause

    @property
    def seconds_left(self) -> float:
        """How long the pause still lasts, in seconds; 0 if there is none."""
        return max(0.0, self._until - self._now())

    def begin(self, problem: Problem) -> Pause | None:
        """Begin a pause for this problem. Return None if there is one that lasts longer."""
        needs_help = problem.kind in _NEEDS_HELP
        if self._until == inf or (self.seconds_left and not needs_help):
            return None
        seconds = inf if needs_help else self._seconds_for(problem)
        self._until, self.is_lifted = self._now() + seconds, False
        return Pause(problem, None if needs_help else seconds)

    def end(self) -> None:
        """Try now."""
        self._until = 0.0

    def lift(self) -> bool:
        """Note that somebody has an answer. Return whether this ends a pause."""
        if self.is_lifted or self.seconds_left:
            return False
        self.is_lifted, self._next = True, _SHORTEST
        return True

    def _seconds_for(self, problem: Problem) -> float:
        told = problem.values.get("retry_after")
        if problem.reason is Reason.RATE_LIMITED and isinstance(told, int):
            return told
        seconds, self._next = self._next, min(_LONGEST, 2 * self._next)
        return seconds
