"""A check that threads share if they need it together."""

from __future__ import annotations

from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from profile_browser.domain.problem import Problem, ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable


_VALID_SECONDS = 0.25  # shorter than a timeout, so what is found explains all of these timeouts


class SharedCheck:
    """Runs a check that may raise a ProblemError. Threads that need it together share its result.

    So a hundred reads that time out together do not connect to the server a hundred times.
    """

    def __init__(self, check: Callable[[], object]) -> None:
        self._check = check
        self._lock = Lock()
        self._valid_until = 0.0
        self._problem: Problem | None = None

    def __call__(self) -> None:
        """Run the check unless another thread has just done so. Raises what it found."""
        asked = monotonic()
        with self._lock:
            if asked >= self._valid_until:
                self._run()
            problem = self._problem
        if problem is not None:
            raise ProblemError(problem)

    def _run(self) -> None:
        try:
            self._check()
            self._problem = None
        except ProblemError as error:
            self._problem = error.problem
        self._valid_until = monotonic() + _VALID_SECONDS
