"""A pause grows while nobody has an answer, and ends with the first one."""

from __future__ import annotations

import pytest

from profile_browser.domain.problem import ProblemKind
from profile_browser.lookups.list_pause import Backoff, Pause
from tests.unit.helpers.problems import problem_of
from tests.unit.lookups.lists import LIMITED, UNREACHABLE

SIGN_IN = problem_of(ProblemKind.WRONG_SIGN_IN)


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_pauses_double_up_to_half_a_minute_and_begin_anew_after_an_answer(clock: Clock) -> None:
    backoff = Backoff(clock)
    seconds: list[float | None] = []
    for _ in range(7):
        pause = backoff.begin(UNREACHABLE)
        assert pause is not None
        assert backoff.seconds_left == pause.seconds
        seconds.append(pause.seconds)
        clock.now += pause.seconds or 0
        assert not backoff.seconds_left
    assert seconds == [1, 2, 4, 8, 16, 30, 30]
    assert backoff.lift()
    assert backoff.begin(UNREACHABLE) == Pause(UNREACHABLE, 1)


def test_a_second_problem_does_not_make_a_pause_longer(clock: Clock) -> None:
    backoff = Backoff(clock)
    backoff.begin(UNREACHABLE)
    assert backoff.begin(UNREACHABLE) is None
    assert backoff.seconds_left == 1


def test_a_problem_that_needs_help_ends_the_wait_for_time(clock: Clock) -> None:
    backoff = Backoff(clock)
    backoff.begin(UNREACHABLE)
    assert backoff.begin(SIGN_IN) == Pause(SIGN_IN, None)
    assert backoff.begin(UNREACHABLE) is None
    clock.now += 1e9
    assert backoff.seconds_left
    backoff.end()
    assert not backoff.seconds_left


def test_an_answer_to_an_older_question_ends_no_pause(clock: Clock) -> None:
    backoff = Backoff(clock)
    backoff.begin(UNREACHABLE)
    assert not backoff.lift()
    assert backoff.seconds_left
    clock.now += 1
    assert backoff.lift()
    assert not backoff.lift()


def test_a_gateway_says_how_long_it_wants_to_be_left_alone(clock: Clock) -> None:
    assert Backoff(clock).begin(LIMITED) == Pause(LIMITED, 7)
