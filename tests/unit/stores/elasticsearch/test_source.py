"""Answers that no healthy server gives: each is a problem, and never a wrong result."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.check import Stage
from profile_browser.domain.connection import Connection
from profile_browser.domain.outcome import Found, Missing
from profile_browser.domain.problem import Problem, Reason
from profile_browser.domain.question import Question
from profile_browser.messages.problems import advice
from profile_browser.stores.elasticsearch.adapter import ELASTICSEARCH, KIND
from profile_browser.stores.store import Store
from tests.unit.helpers.problems import reason_of
from tests.unit.stores.http.server import Server, answering

if TYPE_CHECKING:
    from profile_browser.domain.outcome import Outcome

JOHN = {"found": True, "_id": "userprofile::johndoe"}
WHOLE = {"timed_out": False, "_shards": {"failed": 0}, "hits": {"hits": []}}


def connection_to(server: Server) -> Connection:
    return Connection(
        kind=KIND,
        title="Customers EU",
        connection_string=f"elasticsearch+http://127.0.0.1:{server.port}",
        location={"index": "profiles"},
        username="staff",
        password="secret",
    )


def store_over(server: Server) -> Store:
    return Store(connection_to(server), ELASTICSEARCH)


def look_up(body: object, status: str = "200 OK") -> Outcome:
    answer = answering(json.dumps(body).encode(), status)
    with Server(answer) as server, closing(store_over(server)) as store:
        return store.look_up("johndoe")


def search(body: object, status: str = "200 OK") -> Outcome:
    answer = answering(json.dumps(body).encode(), status)
    with Server(answer) as server, closing(store_over(server)) as store:
        return store.search(Question("john"), 5)


def test_an_answer_from_another_program_is_no_record() -> None:
    assert isinstance(look_up({"found": False}, "404 Not Found"), Missing)
    bodies: list[object] = ["<html>", {}, [], {"found": "yes", "_source": {}}, {"found": False}]
    for body in bodies:
        assert reason_of(look_up(body)) is Reason.ANSWER_FOREIGN
    assert reason_of(look_up({}, "404 Not Found")) is Reason.ANSWER_FOREIGN  # a proxy's own page
    assert reason_of(look_up({"found": True}, "503 Unavailable")) is Reason.SERVER_UNAVAILABLE


def test_a_record_with_another_id_is_not_the_user_s() -> None:
    """As from a proxy that decodes the slashes of an id."""
    source = {"_source": {"username": "janedoe", "disabled": False}}
    assert isinstance(look_up(JOHN | source), Found)
    for other in ({"_id": "userprofile::janedoe"}, {"_id": None}):
        assert reason_of(look_up(JOHN | source | other)) is Reason.ANSWER_FOREIGN


def test_an_account_without_rights_is_told_that_the_index_may_have_another_name() -> None:
    """In lookups and in the check: the server does not say whether the index exists."""
    body = {"error": {"type": "security_exception"}, "status": 403}
    with Server(answering(json.dumps(body).encode(), "403 Forbidden")) as server:
        with closing(store_over(server)) as store:
            outcome = store.look_up("johndoe")
        *_, failed = ELASTICSEARCH.check(connection_to(server))
    assert isinstance(outcome, Problem)
    assert failed.problem is not None
    assert failed.stage is Stage.DATABASE
    assert advice(outcome) == advice(failed.problem)
    assert "privilege read on the index “profiles”, or the index has a different name" in advice(
        outcome
    )


def test_an_index_that_keeps_no_records_has_damaged_ones() -> None:
    assert reason_of(look_up(JOHN)) is Reason.RECORD_DAMAGED
    assert reason_of(look_up(JOHN | {"_source": []})) is Reason.RECORD_DAMAGED


def test_an_incomplete_search_is_not_shown_as_complete() -> None:
    assert isinstance(search(WHOLE), Missing)
    assert reason_of(search(WHOLE | {"timed_out": True})) is Reason.SEARCH_TIMED_OUT
    assert reason_of(search(WHOLE | {"_shards": {"failed": 1}})) is Reason.SERVER_UNAVAILABLE
    assert reason_of(search(WHOLE | {"hits": {}})) is Reason.ANSWER_FOREIGN
    assert reason_of(search(WHOLE, "503 Unavailable")) is Reason.SERVER_UNAVAILABLE
    damaged = {"hits": {"hits": [{"_id": "x", "_source": {"username": 7}}, {"_id": "y"}, "z"]}}
    assert reason_of(search(WHOLE | damaged)) is Reason.MATCHES_DAMAGED


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("index_not_found_exception", Reason.DATABASE_MISSING),
        ("search_phase_execution_exception", Reason.INDEX_MISSING),
        ("another_exception", Reason.UNEXPECTED),
    ],
)
def test_the_cause_names_the_error_and_never_its_text(error: str, reason: Reason) -> None:
    outcome = search({"error": {"type": error, "reason": "no such john"}}, "400 Bad Request")
    assert isinstance(outcome, Problem)
    assert (outcome.reason, outcome.cause) == (reason, f"HTTP 400 {error}")


@pytest.mark.parametrize(
    "status", ["400 Bad Request", "403 Forbidden", "404 Not Found", "405 Method Not Allowed"]
)
def test_a_store_of_another_kind_is_recognised(status: str) -> None:
    """As CouchDB, whose errors have another shape."""
    answer = {"error": "not_found", "reason": "Database does not exist."}
    for outcome in (look_up(answer, status), search(answer, status)):
        assert reason_of(outcome) is Reason.ANSWER_FOREIGN


def test_a_name_that_stands_for_several_indexes_is_said_to_do_so() -> None:
    outcome = look_up({"error": {"type": "illegal_argument_exception"}}, "400 Bad Request")
    assert isinstance(outcome, Problem)
    assert outcome.reason is Reason.DATABASE_AMBIGUOUS
    assert "more than one index" in advice(outcome)


def test_a_missing_right_is_named_for_both_servers() -> None:
    outcome = look_up({"error": {"type": "security_exception"}}, "403 Forbidden")
    assert isinstance(outcome, Problem)
    assert "privilege read (in OpenSearch" in advice(outcome)
    assert "indices:data/read/get and indices:data/read/search" in advice(outcome)
