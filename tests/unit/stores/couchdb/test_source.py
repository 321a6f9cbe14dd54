"""Answers that no healthy server gives: each is a problem, and never a wrong result."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from itertools import chain, repeat
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.check import Stage, StageState
from profile_browser.domain.connection import Connection
from profile_browser.domain.details import RecordDetails
from profile_browser.domain.fields import Field, FieldKind
from profile_browser.domain.outcome import Found, Matches, Missing
from profile_browser.domain.problem import Problem, Reason
from profile_browser.domain.question import Question
from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.messages.problems import advice
from profile_browser.stores.couchdb.adapter import COUCHDB, KIND
from profile_browser.stores.couchdb.designs import views_of
from profile_browser.stores.store import Store
from tests.unit.helpers.problems import reason_of
from tests.unit.stores.http.server import Server, answering

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.record import RecordLayout

    Body = dict[str, object]

KEY = "userprofile::johndoe"
JOHN = {"username": "johndoe", "disabled": False}
NOBODY: Body = {"results": [{"rows": []}] * 3}
SHORT_SECONDS = 0.3
MANY_PAGES = 3000  # more than anyone can list in that time
LOCKED = "Account is temporarily locked"


def connection_to(server: Server, layout: RecordLayout = USUAL_LAYOUT) -> Connection:
    return Connection(
        kind=KIND,
        title="Customers EU",
        connection_string=f"couchdb+http://127.0.0.1:{server.port}",
        location={"database": "people"},
        record=layout,
        username="staff",
        password="secret",
    )


def look_up(body: object, status: str = "200 OK", username: str = "johndoe") -> Outcome:
    layout = USUAL_LAYOUT._replace(id="{username}") if username != "johndoe" else USUAL_LAYOUT
    with (
        Server(answering(json.dumps(body).encode(), status)) as server,
        closing(Store(connection_to(server, layout), COUCHDB)) as store,
    ):
        return store.look_up(username)


def in_turn(*bodies: object) -> Callable[[socket.socket], object]:
    """Return what sends these answers, one after the other. None is silence."""
    waiting = iter(bodies)

    def answer(client: socket.socket) -> None:
        body = next(waiting)
        if body is not None:
            answering(json.dumps(body).encode())(client)

    return answer


def search(*bodies: object, layout: RecordLayout = USUAL_LAYOUT) -> tuple[Outcome, list[Body]]:
    """Return the outcome of a search, and the bodies that the server received with it."""
    with (
        Server(in_turn(views_of(layout), *bodies)) as server,
        closing(Store(connection_to(server, layout), COUCHDB)) as store,
    ):
        outcome = store.search(Question("john"), 2)
        searched = server.requests[1:]  # the first asks for the views
        sent = [json.loads(request.partition(b"\r\n\r\n")[2]) for request in searched]
    return outcome, sent


def ids(*keys: str) -> Body:
    return {"rows": [{"id": key, "key": ["name", "x"], "value": None} for key in keys]}


# Reading


def test_a_record_is_the_one_that_was_asked_for() -> None:
    assert isinstance(look_up({"docs": [{"_id": KEY, **JOHN}]}), Found)
    assert isinstance(look_up({"docs": []}), Missing)
    others: list[object] = [[JOHN], [{"_id": "other", **JOHN}], [{"_id": KEY}] * 2, {}, ["x"]]
    for docs in others:
        assert reason_of(look_up({"docs": docs})) is Reason.ANSWER_FOREIGN


def test_an_answer_from_another_program_is_no_record() -> None:
    bodies: list[object] = ["<html>", {}, [], {"ok": True}, {"docs": None}]
    for body in bodies:
        assert reason_of(look_up(body)) is Reason.ANSWER_FOREIGN
    found: Body = {"docs": []}
    assert reason_of(look_up(found, "503 Unavailable")) is Reason.SERVER_UNAVAILABLE
    assert reason_of(look_up(found, "404 Not Found")) is Reason.ANSWER_FOREIGN


@pytest.mark.parametrize("key", ["_design/x", "_local/x"])
def test_a_document_of_couchdb_s_own_is_not_read_as_a_person(key: str) -> None:
    assert isinstance(look_up({"docs": [{"_id": key, **JOHN}]}, username=key), Missing)


def test_the_id_itself_may_be_the_username() -> None:
    fields = [
        field._replace(path="_id") if field.name == "username" else field
        for field in USUAL_LAYOUT.built_in
    ]
    layout = USUAL_LAYOUT._replace(id="{username}", built_in=tuple(fields))
    body = json.dumps({"docs": [{"_id": "johndoe", "disabled": False}]}).encode()
    with (
        Server(answering(body)) as server,
        closing(Store(connection_to(server, layout), COUCHDB)) as store,
    ):
        outcome = store.look_up("johndoe")
    assert isinstance(outcome, Found)
    assert outcome.user.username == "johndoe"


def test_details_are_the_revision_alone() -> None:
    body = json.dumps({"docs": [{"_id": KEY, "_rev": "3-abc"}]}).encode()
    with (
        Server(answering(body)) as server,
        closing(Store(connection_to(server), COUCHDB)) as store,
    ):
        assert store.read_details("johndoe") == RecordDetails(KEY, "3-abc")
        assert b'"fields": ["_id", "_rev"]' in server.requests[0]


def test_a_path_that_would_bring_another_field_is_a_fault_of_the_settings() -> None:
    layout = USUAL_LAYOUT._replace(more=(Field("Phone", path="\\hashed_password"),))
    with (
        Server(answering()) as server,
        closing(Store(connection_to(server, layout), COUCHDB)) as store,
    ):
        assert reason_of(store.look_up("johndoe")) is Reason.SETTINGS_REFUSED
        assert server.requests == []


@pytest.mark.parametrize(
    ("status", "error", "said", "reason"),
    [
        ("401 Unauthorized", "unauthorized", "Name or password", Reason.SIGN_IN_REFUSED),
        ("403 Forbidden", "forbidden", "You are not allowed", Reason.DATABASE_NOT_ALLOWED),
        ("404 Not Found", "not_found", "no_db_file", Reason.DATABASE_MISSING),
        ("404 Not Found", "not_found", "Database does not exist.", Reason.DATABASE_MISSING),
        ("400 Bad Request", "illegal_database_name", "Name: 'X'", Reason.DATABASE_MISSING),
        ("404 Not Found", "not_found", "missing", Reason.INDEX_MISSING),
        ("404 Not Found", "not_found", "deleted", Reason.INDEX_MISSING),
        ("404 Not Found", "not_found", "missing_named_view", Reason.INDEX_MISSING),
        ("403 Forbidden", "forbidden", f"{LOCKED} due to", Reason.SERVER_UNAVAILABLE),
        ("500 Internal", "badarg", "function_clause", Reason.UNEXPECTED),
    ],
)
def test_the_cause_names_the_error_and_never_its_text(
    status: str, error: str, said: str, reason: Reason
) -> None:
    outcome = look_up({"error": error, "reason": said}, status)
    assert isinstance(outcome, Problem)
    assert (outcome.reason, outcome.cause) == (reason, f"HTTP {status[:3]} {error}")


def test_lookups_and_the_check_say_the_same_to_an_account_without_rights() -> None:
    body = {"error": "forbidden", "reason": "You are not allowed to access this db."}
    session = answering(b'{"ok": true}')
    refused = answering(json.dumps(body).encode(), "403 Forbidden")

    def answer(client: socket.socket) -> None:
        (session if b" /_session " in server.requests[-1] else refused)(client)

    with Server(answer) as server:
        with closing(Store(connection_to(server), COUCHDB)) as store:
            outcome = store.look_up("johndoe")
        *_, failed = COUCHDB.check(connection_to(server))
    assert isinstance(outcome, Problem)
    assert failed.problem is not None
    assert failed.stage is Stage.DATABASE
    assert advice(outcome) == advice(failed.problem)


@pytest.mark.parametrize("error", ["no such user: johndoe", "\x1b[2Jx", "x" * 1000, "caf\xe9"])
def test_an_error_that_is_no_name_is_not_shown(error: str) -> None:
    """As from a gateway in front of the server."""
    outcome = look_up({"error": error, "reason": "x"}, "500 Internal Server Error")
    assert isinstance(outcome, Problem)
    assert outcome.cause == "HTTP 500"


def test_a_request_that_the_server_gave_up_is_late() -> None:
    late = {"error": "timeout", "reason": "The request could not be processed"}
    assert reason_of(look_up(late, "500 Internal Server Error")) is Reason.READ_TIMED_OUT


@pytest.mark.parametrize(
    "error",
    [
        {"type": "invalid_index_name_exception", "reason": "x"},
        "Incorrect HTTP method for uri [/people/_find]",
    ],
)
def test_a_store_of_another_kind_is_recognised(error: object) -> None:
    """As OpenSearch, whose errors have another shape."""
    assert reason_of(look_up({"error": error}, "405 Method Not Allowed")) is Reason.ANSWER_FOREIGN


# Searching


def test_an_incomplete_search_is_not_shown_as_complete() -> None:
    assert isinstance(search(NOBODY)[0], Missing)
    answers: list[object] = [
        *(["<html>"], {}, {"results": []}, {"results": [{"rows": []}]}),
        {"results": [{"rows": []}, {"rows": []}, {"error": "timeout", "reason": "x"}]},
        {"results": [{"rows": []}, {"rows": []}, {"rows": [{"error": True}]}]},
        {"results": [{"rows": []}, {"rows": []}, {"rows": ["x"]}]},
    ]
    for answer in answers:
        assert reason_of(search(answer)[0]) is Reason.ANSWER_FOREIGN
    one = {"results": [ids("a"), ids(), ids()]}
    for answer in ({}, {"rows": None}, {"rows": [{"value": JOHN}]}, {"rows": [{"error": True}]}):
        assert reason_of(search(one, answer)[0]) is Reason.ANSWER_FOREIGN


def test_views_that_somebody_has_changed_are_no_answer() -> None:
    """They might list nobody, or other people."""
    views = views_of(USUAL_LAYOUT)["views"]
    views["entries"]["map"] = "function (doc) {}"
    with (
        Server(in_turn({"views": views}, NOBODY)) as server,
        closing(Store(connection_to(server), COUCHDB)) as store,
    ):
        assert reason_of(store.search(Question("john"), 2)) is Reason.INDEX_MISSING
        assert len(server.requests) == 1


def test_the_views_are_compared_once_in_a_session() -> None:
    with (
        Server(in_turn(views_of(USUAL_LAYOUT), NOBODY, NOBODY)) as server,
        closing(Store(connection_to(server), COUCHDB)) as store,
    ):
        for _ in range(2):
            assert isinstance(store.search(Question("john"), 2), Missing)
        assert len(server.requests) == 3


def test_a_record_that_several_fields_lead_to_is_asked_for_once() -> None:
    rows = {"rows": [{"id": "a", "value": JOHN}]}
    outcome, sent = search({"results": [ids("a"), ids("a"), ids("a", "a")]}, rows)
    assert isinstance(outcome, Found)
    assert sent[1] == {"keys": ["a"]}


def test_names_are_listed_until_there_are_as_many_people_as_asked_for() -> None:
    first = {"results": [ids(), ids(), ids("a", "a", "a")]}
    second = {"results": [ids("a", "b", "b")]}
    third = {"results": [ids("b")]}
    rows = {"rows": [{"id": key, "value": JOHN | {"username": key}} for key in "ab"]}
    outcome, sent = search(first, second, third, rows)
    assert isinstance(outcome, Matches)
    assert [user.username for user in outcome.users] == ["a", "b"]
    queries = [body["queries"] for body in sent[:3]]
    assert [len(each) for each in queries if isinstance(each, list)] == [3, 1, 1]
    assert '"skip": 6' in json.dumps(queries[2])


def test_a_server_that_lists_one_person_without_end_ends_in_the_time_of_a_search() -> None:
    endless = json.dumps({"results": [ids(), ids(), ids("a", "a", "a")]}).encode()
    again, end = (json.dumps({"results": [ids(*"aaa"[:count])]}).encode() for count in (3, 1))
    rows = json.dumps({"rows": [{"id": "a", "value": JOHN}]}).encode()
    views = json.dumps(views_of(USUAL_LAYOUT)).encode()
    pages = chain([views, endless], repeat(again, MANY_PAGES), [end, rows])

    def answer(client: socket.socket) -> None:
        answering(next(pages))(client)

    with Server(answer) as server:
        connection = replace(connection_to(server), query_timeout=SHORT_SECONDS)
        with closing(Store(connection, COUCHDB)) as store:
            assert reason_of(store.search(Question("john"), 2)) is Reason.SEARCH_TIMED_OUT


def test_a_number_that_javascript_would_change_is_read_by_id() -> None:
    layout = USUAL_LAYOUT._replace(more=(Field("Customer", FieldKind.NUMBER, path="number"),))
    one = {"results": [ids("a", "b", "c"), ids(), ids()]}
    rows = {
        "rows": [
            {"id": "a", "value": None},
            {"id": "b", "value": JOHN | {"username": "b", "number": 1}},
            {"id": "c", "value": None},
        ]
    }
    exact = {"docs": [{"_id": "a", **JOHN, "number": 2**53 + 1}]}
    outcome, sent = search(one, rows, exact, {"docs": []}, layout=layout)  # c is gone by now
    assert isinstance(outcome, Matches)
    numbers = {user.username: user.more[0].exact for user in outcome.users}
    assert numbers == {"b": "1", "johndoe": str(2**53 + 1)}
    assert sent[2]["selector"] == {"_id": {"$eq": "a"}}


# The check


def answers_of(*, updater_running: object, views: object) -> Callable[[socket.socket], object]:
    """Return what answers all but searches."""
    progress = {"view_index": {"updater_running": updater_running}}
    found: Body = {"docs": []}
    return in_turn({"userCtx": {}}, {"db_name": "people"}, found, {"views": views}, None, progress)


@pytest.mark.parametrize(
    ("is_running", "reason"),
    [
        (True, Reason.INDEX_NOT_READY),
        (False, Reason.SEARCH_TIMED_OUT),
        (None, Reason.SEARCH_TIMED_OUT),
    ],
)
def test_a_check_says_that_the_views_are_being_built(is_running: object, reason: Reason) -> None:
    views = views_of(USUAL_LAYOUT)["views"]
    with Server(answers_of(updater_running=is_running, views=views)) as server:
        connection = connection_to(server)
        object.__setattr__(connection, "query_timeout", SHORT_SECONDS)
        *_, last = COUCHDB.check(connection)
    assert (last.stage, last.state) == (Stage.SEARCH, StageState.FAILED)
    assert reason_of(last.problem) is reason
    assert last.problem is not None
    assert ("being built" in advice(last.problem)) == (reason is Reason.INDEX_NOT_READY)


def test_a_check_finds_views_that_are_not_those_of_the_layout() -> None:
    with Server(answers_of(updater_running=False, views={})) as server:
        *_, last = COUCHDB.check(connection_to(server))
    assert reason_of(last.problem) is Reason.INDEX_MISSING
