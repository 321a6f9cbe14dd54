"""A pause grows while nobody has an answer, and ends with the first one."""

from __future__ import annotations

import pytest

from profile_browser.domain.problem import ProblemKind
from profile_browser.lookups.list_pause import Pause, Pauses
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
    pauses = Pauses(clock)
    seconds: list[float | None] = []
    for _ in range(7):
        pause = pauses.begin(UNREACHABLE)
        assert pause is not None
        assert pauses.seconds_left == pause.seconds
        seconds.append(pause.seconds)
        clock.now += pause.seconds or 0
        assert not pauses.seconds_left
    assert seconds == [1, 2, 4, 8, 16, 30, 30]
    assert pauses.lift()
    assert pauses.begin(UNREACHABLE) == Pause(UNREACHABLE, 1)


def test_a_second_problem_does_not_make_a_pause_longer(clock: Clock) -> None:
    pauses = Pauses(clock)
    pauses.begin(UNREACHABLE)
    assert pauses.begin(UNREACHABLE) is None
    assert pauses.seconds_left == 1


def test_a_problem_that_needs_help_ends_the_wait_for_time(clock: Clock) -> None:
    pauses = Pauses(clock)
    pauses.begin(UNREACHABLE)
    assert pauses.begin(SIGN_IN) == Pause(SIGN_IN, None)
    assert pauses.begin(UNREACHABLE) is None
    clock.now += 1e9
    assert pauses.seconds_left
    pauses.end()
    assert not pauses.seconds_left


def test_an_answer_to_an_older_question_ends_no_pause(clock: Clock) -> None:
    pauses = Pauses(clock)
    pauses.begin(UNREACHABLE)
    assert not pauses.lift()
    assert pauses.seconds_left
    clock.now += 1
    assert pauses.lift()
    assert not pauses.lift()


def test_a_gateway_says_how_long_it_wants_to_be_left_alone(clock: Clock) -> None:
    assert Pauses(clock).begin(LIMITED) == Pause(LIMITED, 7)
