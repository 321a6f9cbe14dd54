"""What the status bar may say about the connection after a lookup."""

from datetime import UTC, datetime

import pytest

from profile_browser.domain.connection_state import ConnectionState, StateKind
from profile_browser.domain.outcome import Found, Missing, Outcome
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.stores.sample.adapter import SAMPLE
from profile_browser.ui.connection_tracker import state_after
from tests.unit.helpers.people import user
from tests.unit.helpers.problems import problem_of

EARLIER = datetime(2026, 1, 1, 9, 30, tzinfo=UTC)
NOW = datetime(2026, 1, 1, 10, 45, tzinfo=UTC)
FOUND = Found(user(), "Customers", NOW)
MISSING = Missing("jon", "Customers")
CONNECTING = ConnectionState(StateKind.CONNECTING)


def _problem(kind: ProblemKind) -> Problem:
    return problem_of(kind)


@pytest.mark.parametrize("outcome", [FOUND, MISSING], ids=["found", "missing"])
def test_any_answer_means_the_cluster_is_connected(outcome: Outcome) -> None:
    assert state_after(CONNECTING, outcome, NOW) == ConnectionState(StateKind.CONNECTED, NOW)


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (ProblemKind.UNREACHABLE, StateKind.UNREACHABLE),
        (ProblemKind.TIMED_OUT, StateKind.UNREACHABLE),
        (ProblemKind.BUSY, StateKind.UNREACHABLE),
        (ProblemKind.WRONG_SIGN_IN, StateKind.REFUSED),
        (ProblemKind.MISCONFIGURED, StateKind.REFUSED),
        (ProblemKind.UNTRUSTED, StateKind.REFUSED),
        (ProblemKind.NOT_ALLOWED, StateKind.CONNECTED),
        (ProblemKind.DAMAGED_DOCUMENT, StateKind.CONNECTED),
    ],
)
def test_each_problem_sets_the_state_of_the_connection(kind: ProblemKind, state: StateKind) -> None:
    assert state_after(CONNECTING, _problem(kind), NOW) == ConnectionState(state, NOW)


@pytest.mark.parametrize(
    "reason", [Reason.RATE_LIMITED, Reason.REASON_NEEDED, Reason.DETAILS_NOT_SERVED]
)
def test_a_gateway_that_only_refuses_a_request_is_not_called_unreachable(reason: Reason) -> None:
    problem = Problem(reason, SAMPLE)
    assert state_after(CONNECTING, problem, NOW) == ConnectionState(StateKind.CONNECTED, NOW)


@pytest.mark.parametrize(
    "kind", [ProblemKind.BAD_INPUT, ProblemKind.NOT_RECORDED, ProblemKind.UNEXPECTED]
)
@pytest.mark.parametrize("before", [StateKind.CONNECTED, StateKind.UNREACHABLE])
def test_a_lookup_that_was_never_made_leaves_the_connection_state_alone(
    kind: ProblemKind, before: StateKind
) -> None:
    state = ConnectionState(before, EARLIER)
    assert state_after(state, _problem(kind), NOW) is state


def test_unreachable_since_gives_the_time_of_the_first_failure() -> None:
    state = ConnectionState(StateKind.UNREACHABLE, EARLIER)
    assert state_after(state, _problem(ProblemKind.TIMED_OUT), NOW).since == EARLIER


def test_an_answer_after_an_outage_sets_the_state_to_connected() -> None:
    state = ConnectionState(StateKind.UNREACHABLE, EARLIER)
    assert state_after(state, FOUND, NOW) == ConnectionState(StateKind.CONNECTED, NOW)


@pytest.mark.parametrize(
    "kind", [ProblemKind.BAD_INPUT, ProblemKind.NOT_RECORDED, ProblemKind.UNEXPECTED]
)
def test_connecting_ends_even_if_the_lookup_says_nothing_about_the_connection(
    kind: ProblemKind,
) -> None:
    state = ConnectionState(StateKind.CONNECTING)
    assert state_after(state, _problem(kind), NOW).kind is StateKind.NOT_ASKED


@pytest.mark.parametrize(
    "outcome",
    [FOUND, MISSING, _problem(ProblemKind.UNREACHABLE)],
    ids=["found", "missing", "unreachable"],
)
def test_sample_data_is_never_shown_as_a_cluster(outcome: Outcome) -> None:
    state = ConnectionState(StateKind.SAMPLE)
    assert state_after(state, outcome, NOW) is state
