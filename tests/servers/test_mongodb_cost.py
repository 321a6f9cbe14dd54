"""What each request reads: an index that it names, the described fields, and a bounded part."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from pymongo import MongoClient

from profile_browser.domain.matching import entries_of
from profile_browser.domain.outcome import Found, Missing
from profile_browser.domain.question import Question
from profile_browser.stores.mongodb.adapter import MONGODB
from profile_browser.stores.store import Store
from tests.servers.front import Front
from tests.servers.mongodb_people import LOCATION, connection_to, indexes, person
from tests.servers.mongodb_server import MongoDBServer
from tests.servers.mongodb_wire import commands_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIMIT = 50
PEOPLE = [person("johndoe", "John Doe"), *(person(f"member{number:03}") for number in range(200))]
LISTED = [*(f"member{number:03}" for number in range(150)), "nobody"]
QUESTIONS = ["johndoe@example.org", "john", "doe john", ".*", "$where", "a" * 200]
DESCRIBED = {"username", "full_name", "email", "disabled"}


@pytest.fixture(scope="module", params=["", "names"])
def names(request: pytest.FixtureRequest) -> str:
    """Return the field with the words of names, if there is one."""
    field: str = request.param
    return field


@pytest.fixture(scope="module")
def server(secantus: Path, names: str) -> Iterator[MongoDBServer]:
    people = [{**each, "names": sorted(entries_of(each["full_name"]))} for each in PEOPLE]
    with MongoDBServer(secantus, people, indexes=indexes(names=names)) as started:
        yield started


@pytest.fixture(scope="module")
def finds(server: MongoDBServer, names: str) -> list[dict[str, Any]]:
    """Return the requests for records, of a lookup and of each way to search."""
    location = LOCATION | {"names_field": names}
    with (
        Front(server.port) as front,
        closing(Store(connection_to(front.port, location=location), MONGODB)) as store,
    ):
        store.look_up("johndoe")
        listed = store.look_up_all(LISTED, at_once=1000)
        assert isinstance(listed, dict)
        assert [type(listed[name]) for name in LISTED] == [Found] * 150 + [Missing]
        for text in QUESTIONS:
            store.search(Question(text), LIMIT)
            store.suggest(text, 8)
        commands = commands_in(front.received)
    assert not any("getMore" in each for each in commands)  # a list is one request
    return [each for each in commands if each.get("filter", {}).get("_id") != {"$eq": ""}
            and "find" in each]  # fmt: skip


def test_each_search_names_its_index(finds: list[dict[str, Any]], names: str) -> None:
    known = {index["name"] for index in indexes(names=names)}
    hints = [find.get("hint") for find in finds if "_id" not in find["filter"]]
    assert set(hints) == known
    assert len(hints) > 2 * len(QUESTIONS)


def test_each_request_asks_for_the_described_fields_alone(finds: list[dict[str, Any]]) -> None:
    for find in finds:
        is_list = "$in" in str(find["filter"])  # each record comes with its id
        assert find["projection"] == {"_id": int(is_list), **dict.fromkeys(DESCRIBED, 1)}


def test_each_request_is_limited(finds: list[dict[str, Any]]) -> None:
    for find in finds:
        most = len(LISTED) if "$in" in str(find["filter"]) else LIMIT
        assert 0 < find["limit"] <= most + 1


def test_no_request_compares_by_a_pattern(finds: list[dict[str, Any]], names: str) -> None:
    operators = {
        operator
        for find in finds
        for condition in find["filter"].values()
        for operator in condition
    }
    assert operators == {"$eq", "$in", "$gte", "$lt"} | ({"$elemMatch"} if names else set())


def test_the_server_reads_the_named_index_and_no_collection(
    server: MongoDBServer, finds: list[dict[str, Any]]
) -> None:
    with MongoClient[dict[str, Any]](
        port=server.port, username=server.administrator, password=server.password
    ) as client:
        for find in finds:
            question = {name: value for name, value in find.items() if name[0] not in "$l"}
            plan = client[server.database].command("explain", question, verbosity="queryPlanner")[
                "queryPlanner"
            ]["winningPlan"]
            assert "COLLSCAN" not in str(plan)
            assert find.get("hint", "_id") in str(plan) or "IDHACK" in str(plan)
