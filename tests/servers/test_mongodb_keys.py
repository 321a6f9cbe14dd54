"""Records that are looked up by another field than their id."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from pymongo import MongoClient

from profile_browser.domain.outcome import Found, Missing
from profile_browser.domain.problem import Problem, Reason
from profile_browser.messages.problems import details, next_step
from profile_browser.stores.mongodb.adapter import MONGODB
from profile_browser.stores.store import Store
from tests.servers.front import Front
from tests.servers.mongodb_people import HASH, LOCATION, connection_to, indexes, person
from tests.servers.mongodb_server import MongoDBServer
from tests.servers.mongodb_wire import commands_in
from tests.unit.helpers.problems import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Outcome

KEY_INDEX = "profile_browser_key_username"
LOCATED = LOCATION | {"key_field": "username"}
PEOPLE = [
    {**person(name), "_id": number, "type": kind}
    for number, (name, kind) in enumerate(
        [("ann", "userprofile"), ("twin", "userprofile"), ("bob", "order")]
    )
]
TWIN = {**person("twin"), "_id": "twin", "type": "order"}


@pytest.fixture(scope="module")
def server(secantus: Path) -> Iterator[MongoDBServer]:
    with MongoDBServer(secantus, PEOPLE, indexes=indexes(key="username")) as started:
        yield started


@pytest.fixture
def front(server: MongoDBServer) -> Iterator[Front]:
    with Front(server.port) as recorder:
        yield recorder


def connection(front: Front) -> Connection:
    return connection_to(front.port, location=LOCATED)


def look_up(front: Front, username: str) -> Outcome:
    with closing(Store(connection(front), MONGODB)) as store:
        return store.look_up(username)


def finds(front: Front) -> list[dict[str, Any]]:
    commands = commands_in(front.received)
    return [each for each in commands if "username" in each.get("filter", {})]


def test_a_record_is_found_by_its_key_whatever_its_type_is(front: Front) -> None:
    for username in ("ann", "bob"):
        outcome = look_up(front, username)
        assert isinstance(outcome, Found)
        assert outcome.user.username == username
    assert isinstance(look_up(front, "nobody"), Missing)
    assert {find["hint"] for find in finds(front)} == {KEY_INDEX}
    assert HASH.encode() not in front.answered


def test_none_of_two_records_with_the_same_key_is_shown(secantus: Path) -> None:
    plain = {"keys": [("username", 1)], "name": "own"}
    with (
        MongoDBServer(secantus, [*PEOPLE, TWIN], indexes=[plain]) as server,
        Front(server.port) as front,
    ):
        outcome = look_up(front, "twin")
    assert isinstance(outcome, Problem)
    assert outcome.reason is Reason.RECORD_AMBIGUOUS
    assert "“username”" in next_step(outcome)
    assert "twin" not in details(outcome)
    assert {find["hint"] for find in finds(front)} == {"own"}


def test_two_records_with_the_same_key_spoil_no_other_row_of_a_list(secantus: Path) -> None:
    plain = {"keys": [("username", 1)], "name": "own"}
    with (
        MongoDBServer(secantus, [*PEOPLE, TWIN], indexes=[plain]) as server,
        Front(server.port) as front,
        closing(Store(connection(front), MONGODB)) as store,
    ):
        for names in (["ann", "twin", "nobody"], ["twin", "nobody"], ["ann", "twin"]):
            outcomes = store.look_up_all(names, at_once=64)
            assert not isinstance(outcomes, Problem)
            assert {name: type(outcomes[name]) for name in names} == {
                name: {"twin": Problem, "nobody": Missing}.get(name, Found) for name in names
            }
            assert reason_of(outcomes["twin"]) is Reason.RECORD_AMBIGUOUS
    assert {find["hint"] for find in finds(front)} == {"own"}
    assert HASH.encode() not in front.answered


def test_without_an_index_nothing_is_searched_through(secantus: Path) -> None:
    with MongoDBServer(secantus, PEOPLE) as server, Front(server.port) as front:
        outcome = look_up(front, "ann")
        assert isinstance(outcome, Problem)
        assert outcome.reason is Reason.KEY_INDEX_MISSING
        assert KEY_INDEX in details(outcome)
        with closing(Store(connection(front), MONGODB)) as store:
            assert reason_of(store.look_up_all(["ann", "bob"])) is Reason.KEY_INDEX_MISSING
            listed = store.look_up_all(["ann", "bob"], at_once=64)
            assert reason_of(listed) is Reason.KEY_INDEX_MISSING
        assert finds(front) == []


def test_an_index_that_is_dropped_later_is_missed(secantus: Path) -> None:
    with (
        MongoDBServer(secantus, PEOPLE, indexes=indexes(key="username")) as server,
        Front(server.port) as front,
        closing(Store(connection(front), MONGODB)) as store,
    ):
        assert isinstance(store.look_up("ann"), Found)
        with MongoClient[dict[str, Any]](
            port=server.port, username=server.administrator, password=server.password
        ) as client:
            client[server.database][server.collection].drop_index(KEY_INDEX)
        outcome = store.look_up("ann")
    assert isinstance(outcome, Problem)
    assert outcome.reason is Reason.KEY_INDEX_MISSING


def test_a_check_names_the_other_type_of_a_record(front: Front) -> None:
    *_, last = MONGODB.check(connection(front), "bob")
    assert last.problem is not None
    assert last.problem.reason is Reason.LAYOUT_MISFIT
    assert next_step(last.problem).startswith("The type field (type) is not “userprofile”")


def test_a_check_names_the_key_that_it_asked_for(front: Front) -> None:
    *_, last = MONGODB.check(connection(front), "nobody")
    assert last.problem is not None
    assert last.problem.reason is Reason.CHECKED_RECORD_MISSING
    assert last.problem.values["document_id"] == "nobody"
