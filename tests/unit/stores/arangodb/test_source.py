"""Answers of the server that are problems: each has its reason, and none is a wrong result."""

from __future__ import annotations

import json
from contextlib import closing
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

import pytest

from profile_browser.domain.check import Stage
from profile_browser.domain.connection import Connection
from profile_browser.domain.outcome import Found, Missing
from profile_browser.domain.problem import Problem, Reason
from profile_browser.domain.question import Question
from profile_browser.messages.problems import details, next_step, summary
from profile_browser.stores.arangodb.adapter import ARANGODB, KIND
from profile_browser.stores.arangodb.source import ArangoDBSource
from profile_browser.stores.store import Store
from tests.unit.stores.http.server import Server, answering

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from profile_browser.domain.outcome import Outcome

WHOLE = {"result": [], "hasMore": False}
JOHN = [["johndoe"], ["John Doe"], ["johndoe@example.com"], [False]]
ERRORS = [
    ("404 Not Found", 1228, Reason.DATABASE_MISSING, Reason.DATABASE_MISSING),
    ("404 Not Found", 1203, Reason.COLLECTION_MISSING, Reason.COLLECTION_MISSING),
    ("403 Forbidden", 11, Reason.READING_NOT_ALLOWED, Reason.SEARCHING_NOT_ALLOWED),
    ("500 Server Error", 1577, Reason.KEY_INDEX_MISSING, Reason.INDEX_MISSING),
    ("410 Gone", 1500, Reason.READ_TIMED_OUT, Reason.SEARCH_TIMED_OUT),
    ("503 Unavailable", 1496, Reason.SERVER_UNAVAILABLE, Reason.SERVER_UNAVAILABLE),
    ("503 Unavailable", 30, Reason.SERVER_UNAVAILABLE, Reason.SERVER_UNAVAILABLE),
    ("401 Unauthorized", 11, Reason.SIGN_IN_REFUSED, Reason.SIGN_IN_REFUSED),
    ("400 Bad Request", 1501, Reason.UNEXPECTED, Reason.UNEXPECTED),
    ("500 Server Error", 32, Reason.UNEXPECTED, Reason.UNEXPECTED),
]


def connection_to(server: Server) -> Connection:
    return Connection(
        kind=KIND,
        title="Customers EU",
        connection_string=f"arangodb+http://127.0.0.1:{server.port}",
        location={"database": "shop", "collection": "people", "key_field": "_key"},
        username="staff",
        password="secret",
    )


def store_over(server: Server) -> Store:
    return Store(connection_to(server), ARANGODB)


def look_up(body: object, status: str = "201 Created") -> Outcome:
    with (
        Server(answering(json.dumps(body).encode(), status)) as server,
        closing(store_over(server)) as store,
    ):
        return store.look_up("johndoe")


def search(body: object, status: str = "201 Created", first: object = None) -> Outcome:
    """Search a server that gives this answer to each request, and perhaps another to the first."""
    answers = chain([first or body], repeat(body))

    def answer(connection: socket.socket) -> object:
        return answering(json.dumps(next(answers)).encode(), status)(connection)

    with Server(answer) as server, closing(store_over(server)) as store:
        return store.search(Question("john"), 5)


def problem_of(outcome: Outcome) -> Problem:
    assert isinstance(outcome, Problem), outcome
    about, _, _ = details(outcome).partition("\n\n")
    assert "{" not in summary(outcome) + next_step(outcome) + about  # no placeholder is left
    return outcome


@pytest.mark.parametrize(("status", "number", "reading", "searching"), ERRORS)
def test_each_error_has_its_reason(
    status: str, number: int, reading: Reason, searching: Reason
) -> None:
    error = {"error": True, "code": int(status[:3]), "errorNum": number, "errorMessage": "johndoe"}
    for ask, reason in ((look_up, reading), (search, searching)):
        problem = problem_of(ask(error, status))
        assert problem.reason is reason
        assert "johndoe" not in details(problem).partition("\n\n")[0]


def test_a_missing_right_names_the_collection_and_the_access_level() -> None:
    error = {"error": True, "code": 403, "errorNum": 11}
    said = next_step(problem_of(look_up(error, "403 Forbidden")))
    assert "the access level ro on the collection “people”" in said


def test_a_missing_index_comes_with_what_creates_it() -> None:
    error = {"error": True, "code": 500, "errorNum": 1577}
    assert "people.ensureIndex" in details(problem_of(search(error, "500 Server Error")))


def test_a_record_is_read_from_its_row() -> None:
    found = look_up({"result": [JOHN], "hasMore": False})
    assert isinstance(found, Found)
    assert found.user.email == "johndoe@example.com"
    assert isinstance(look_up(WHOLE), Missing)


def test_none_of_two_records_is_shown() -> None:
    problem = problem_of(look_up({"result": [JOHN, JOHN], "hasMore": False}))
    assert problem.reason is Reason.RECORD_AMBIGUOUS
    assert "johndoe" in summary(problem)


@pytest.mark.parametrize("row", [None, 5, "x", {}, [], [["johndoe"]], [1, 2, 3, 4]])
def test_a_row_that_is_no_record_is_damaged(row: object) -> None:
    body = {"result": [row], "hasMore": False}
    assert problem_of(look_up(body)).reason is Reason.RECORD_DAMAGED
    assert problem_of(search(body, first=WHOLE)).reason is Reason.MATCHES_DAMAGED


def test_an_incomplete_answer_is_not_shown_as_complete() -> None:
    bodies: list[object] = [
        "<html>",
        {},
        [],
        {"result": {}, "hasMore": False},
        {"result": []},
        {"result": [], "hasMore": True},
        {"result": [JOHN], "hasMore": "no"},
    ]
    for body in bodies:
        for ask in (look_up, search):
            assert problem_of(ask(body)).reason is Reason.ANSWER_FOREIGN


def asked_by(ask: Callable[[Store], object]) -> list[dict[str, Any]]:
    """Return the bodies of the requests that a store with its timeouts sends."""
    answer = answering(json.dumps(WHOLE).encode(), "201 Created")
    with Server(answer) as server, closing(store_over(server)) as store:
        ask(store)
        return [json.loads(request.partition(b"\r\n\r\n")[2]) for request in server.requests]


def test_a_check_closes_what_it_opened_if_the_sign_in_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closed: list[ArangoDBSource] = []

    def close(source: ArangoDBSource) -> None:
        closed.append(source)

    monkeypatch.setattr(ArangoDBSource, "close", close)
    with Server(answering(b"{}", "401 Unauthorized")) as server:
        *_, failed = ARANGODB.check(connection_to(server))
    assert failed.stage is Stage.SIGN_IN
    [source] = closed
    monkeypatch.undo()
    source.close()


def test_the_server_ends_a_search_when_nobody_waits_for_it_any_more() -> None:
    searches = asked_by(lambda store: store.search(Question("doe john"), 50))
    assert len(searches) == 5
    times = [body["options"]["maxRuntime"] for body in searches]
    assert 15.0 >= times[0] > times[1] > times[2] > times[3] > times[4] > 5.0
    [suggestions] = asked_by(lambda store: store.suggest("doe", 8))
    assert suggestions["options"]["maxRuntime"] <= 5.0


def test_all_rows_come_in_one_answer() -> None:
    for ask, rows in (
        (lambda store: store.look_up("johndoe"), [2]),
        (lambda store: store.search(Question("john"), 50), [1, 51, 51, 51, 51]),
        (lambda store: store.suggest("john", 8), [8]),
    ):
        assert [body["batchSize"] for body in asked_by(ask)] == rows


def test_a_search_that_could_overlook_somebody_is_an_error() -> None:
    """One row to the first query is a record without the computed value."""
    problem = problem_of(search(WHOLE, first={"result": [True], "hasMore": False}))
    assert (problem.reason, problem.cause) == (Reason.INDEX_MISSING, "ComputedValueMissing")
    assert isinstance(search(WHOLE), Missing)


def test_a_wrong_password_is_distinguished_from_a_hidden_database() -> None:
    """The server says the same of both, but for a request that needs no database."""
    hidden = json.dumps({"error": True, "code": 401, "errorNum": 11}).encode()
    answers = iter(
        [
            answering(hidden, "401 Unauthorized"),
            answering(b'{"jwt": "x.y.z"}', "200 OK"),
        ]
    )

    def answer(connection: socket.socket) -> object:
        return next(answers)(connection)

    with Server(answer) as server, closing(store_over(server)) as store:
        assert problem_of(store.look_up("johndoe")).reason is Reason.DATABASE_NOT_ALLOWED
    assert server.requests[1].startswith(b"POST /_open/auth ")
