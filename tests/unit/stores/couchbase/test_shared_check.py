"""Threads that need the same check at the same time share its result."""

import threading
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import pytest

from profile_browser.domain.problem import Problem, ProblemError, Reason
from profile_browser.stores.couchbase import shared_check
from profile_browser.stores.couchbase.shared_check import SharedCheck
from tests.unit.helpers.people import CLUSTER

THREADS = 8
LONGEST_WAIT = 10.0


class Check:
    """Raises the problem if there is one. The first run waits until the others ask, too."""

    def __init__(self, problem: Problem | None = None) -> None:
        self.problem = problem
        self.runs = 0
        self.asking = threading.Semaphore(0)
        self.waited_for = 0

    def __call__(self) -> None:
        self.runs += 1
        for _ in range(self.waited_for):
            assert self.asking.acquire(timeout=LONGEST_WAIT)
        self.waited_for = 0
        if self.problem is not None:
            raise ProblemError(self.problem)


def refused() -> Problem:
    return Problem(Reason.PORT_CLOSED, CLUSTER)


@pytest.mark.parametrize("problem", [None, refused()])
def test_a_check_in_progress_serves_all_that_ask_meanwhile(
    monkeypatch: pytest.MonkeyPatch, problem: Problem | None
) -> None:
    check = Check(problem)
    check.waited_for = THREADS

    def note() -> float:
        asked = monotonic()
        check.asking.release()
        return asked

    monkeypatch.setattr(shared_check, "monotonic", note)
    shared = SharedCheck(check)

    def found() -> Problem | None:
        try:
            shared()
        except ProblemError as error:
            return error.problem
        return None

    with ThreadPoolExecutor(THREADS) as pool:
        found_by_each = [each.result() for each in [pool.submit(found) for _ in range(THREADS)]]
    assert found_by_each == [problem] * THREADS
    assert check.runs == 1


@pytest.mark.parametrize(("later", "runs"), [(0.2, 1), (0.3, 2)])
def test_a_result_is_shared_for_a_moment_and_then_found_anew(
    monkeypatch: pytest.MonkeyPatch, later: float, runs: int
) -> None:
    now = 1000.0
    monkeypatch.setattr(shared_check, "monotonic", lambda: now)
    check = Check(refused())
    shared = SharedCheck(check)
    with pytest.raises(ProblemError):
        shared()
    now += later
    with pytest.raises(ProblemError):
        shared()
    assert check.runs == runs
    check.problem = None
    now += 1.0
    shared()


def test_an_unexpected_error_is_not_shared() -> None:
    def fail() -> None:
        raise OSError

    shared = SharedCheck(fail)
    for _ in range(2):
        with pytest.raises(OSError):  # noqa: PT011 - it has no text
            shared()
