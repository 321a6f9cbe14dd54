"""Spares the store's account: a refused sign-in is not repeated for every request."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from profile_browser.domain.problem import Problem, ProblemKind

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 5.0  # for which a refused sign-in is not repeated


class SignInGuard:
    """Remembers that the store refused the sign-in.

    All desks ask with the gateway's password. If it is wrong, each of their requests would be one
    more wrong password, and many stores lock an account for that.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._refused: Problem | None = None
        self._until = 0.0

    def problem(self) -> Problem | None:
        """Return the problem to answer with, if the sign-in was refused a moment ago."""
        return self._refused if self._refused and self._clock() < self._until else None

    def note(self, answer: object) -> None:
        """Note what the store answered."""
        if isinstance(answer, Problem) and answer.kind is ProblemKind.WRONG_SIGN_IN:
            self._refused, self._until = answer, self._clock() + SECONDS
        else:
            self._refused = None
