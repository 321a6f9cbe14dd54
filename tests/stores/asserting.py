"""Checks of outcomes that cases share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.outcome import Found
from profile_browser.domain.problem import Problem, Reason
from profile_browser.messages.problems import details, next_step, summary
from tests.stores.records import EXTRA
from tests.wire.people import MARKED_HASH

if TYPE_CHECKING:
    from profile_browser.domain.details import DetailsOutcome
    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.user import User


def user_of(outcome: Outcome) -> User:
    """Return the user that was found."""
    assert isinstance(outcome, Found), outcome
    return outcome.user


def assert_problem(outcome: Outcome | DetailsOutcome, *reasons: Reason) -> Problem:
    """Check that a problem has one of these reasons, and advice that gives no secret away."""
    assert isinstance(outcome, Problem), outcome
    assert outcome.reason in reasons
    said = summary(outcome) + next_step(outcome)
    assert outcome.connection.title in said
    for secret in (MARKED_HASH, EXTRA, outcome.connection.password):
        assert not secret or secret not in said + details(outcome)
    return outcome
