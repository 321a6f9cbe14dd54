"""The strategy: the exact username first, then a search, and one outcome from both."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.domain.outcome import Found, Matches, Missing, Outcome, Way
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.domain.question import Question
from profile_browser.domain.store_kind import Capability
from profile_browser.lookups.strategy import MAX_MATCHES, ask
from profile_browser.messages.problems import summary
from profile_browser.messages.search import missing_text
from tests.unit.helpers.people import CLUSTER, user
from tests.unit.helpers.problems import problem_of
from tests.unit.helpers.scripted import ScriptedStore

TITLE = CLUSTER.title
NOW = datetime.now(UTC)
FOUND = Found(user("jo"), TITLE, NOW)
MATCHES = Matches((user("jo"), user("joan")), TITLE, NOW, Way.BEGINNING)
BY_KEY = Missing("jo", TITLE)
BY_SEARCH = Missing("jo", TITLE, (Way.BEGINNING,))
BROKEN = problem_of(ProblemKind.MISCONFIGURED)
TOO_LONG = problem_of(ProblemKind.BAD_INPUT)
UNREACHABLE = problem_of(ProblemKind.UNREACHABLE)


def _ask(
    store: ScriptedStore, connection: Connection = CLUSTER, *, search_only: bool = False
) -> Outcome:
    return ask(store, connection, Question("jo", search_only))


@pytest.mark.parametrize("outcome", [FOUND, UNREACHABLE], ids=["found", "unreachable"])
def test_no_search_follows_a_found_username_or_an_unreachable_cluster(
    outcome: Outcome,
) -> None:
    store = ScriptedStore(outcome, MATCHES)
    assert _ask(store) == outcome
    assert store.asked == ["jo"]


@pytest.mark.parametrize("by_key", [BY_KEY, TOO_LONG], ids=["missing", "too long"])
@pytest.mark.parametrize("by_search", [FOUND, MATCHES], ids=["found", "matches"])
def test_the_result_of_the_search_is_shown_if_the_username_is_not_found(
    by_key: Outcome, by_search: Outcome
) -> None:
    store = ScriptedStore(by_key, by_search)
    assert _ask(store) == by_search
    assert store.asked == ["jo", ("jo", MAX_MATCHES)]


def test_if_nobody_is_found_both_ways_are_reported_as_tried() -> None:
    assert _ask(ScriptedStore(BY_KEY, BY_SEARCH)) == BY_KEY._replace(tried=(Way.KEY, Way.BEGINNING))


def test_a_failed_search_does_not_hide_that_the_username_is_missing() -> None:
    assert _ask(ScriptedStore(BY_KEY, BROKEN)) == BY_KEY._replace(search_problem=BROKEN)


@pytest.mark.parametrize(
    "kind", [ProblemKind.TIMED_OUT, ProblemKind.UNREACHABLE, ProblemKind.DAMAGED_DOCUMENT]
)
def test_a_search_that_may_succeed_when_retried_is_reported_as_a_problem(
    kind: ProblemKind,
) -> None:
    problem = problem_of(kind)
    assert _ask(ScriptedStore(BY_KEY, problem)) == problem


def test_an_explicit_search_skips_the_exact_username() -> None:
    store = ScriptedStore(FOUND, MATCHES)
    assert _ask(store, search_only=True) == MATCHES
    assert store.asked == [("jo", MAX_MATCHES)]


@pytest.mark.parametrize("by_key", [BY_KEY, TOO_LONG, FOUND], ids=["missing", "too long", "found"])
def test_a_connection_without_searching_is_not_searched(by_key: Outcome) -> None:
    store = ScriptedStore(by_key, MATCHES)
    unsearched = replace(CLUSTER, search=False)
    assert _ask(store, unsearched) == by_key
    wished = _ask(store, unsearched, search_only=True)
    assert isinstance(wished, Problem)
    assert TITLE in summary(wished)
    assert store.asked == ["jo"]


ONLY_EMAIL = replace(
    CLUSTER, kind=CLUSTER.kind._replace(capabilities=frozenset({Capability.EMAIL}))
)


def test_a_search_that_the_store_cannot_do_is_said_and_not_tried() -> None:
    store = ScriptedStore(BY_KEY, MATCHES)
    outcome = _ask(store, ONLY_EMAIL)
    assert isinstance(outcome, Missing)
    assert outcome.search_problem is not None
    assert outcome.search_problem.reason is Reason.SEARCH_NOT_OFFERED
    assert missing_text(outcome).endswith(
        "; search by the start of a username, e-mail or name is not available"
    )
    assert store.asked == ["jo"]
    wished = _ask(store, ONLY_EMAIL, search_only=True)
    assert isinstance(wished, Problem)
    assert wished.reason is Reason.SEARCH_NOT_OFFERED
    assert store.asked == ["jo"]


def test_the_other_searches_of_the_store_are_tried() -> None:
    store = ScriptedStore(Missing("jo@example.com", TITLE), FOUND)
    assert ask(store, ONLY_EMAIL, Question("jo@example.com")) == FOUND
    assert store.asked == ["jo@example.com", ("jo@example.com", MAX_MATCHES)]


def test_nothing_is_said_about_searching_if_the_store_has_no_search() -> None:
    store = ScriptedStore(BY_KEY, MATCHES)
    kind = CLUSTER.kind._replace(capabilities=frozenset())
    assert _ask(store, replace(CLUSTER, kind=kind)) == BY_KEY
    assert store.asked == ["jo"]
