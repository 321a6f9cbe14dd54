"""What the stand-in for MongoDB can show: a look-up and a search as a real one answers them."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
import trustme
from pymongo import MongoClient
from pymongo.errors import (
    NetworkTimeout,
    OperationFailure,
    PyMongoError,
    ServerSelectionTimeoutError,
)

from tests.servers.front import Front
from tests.servers.mongodb_server import MongoDBServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pymongo.collection import Collection

    People: TypeAlias = Collection[dict[str, Any]]

HASH = "NOBODY-ASKED-FOR-THIS"
FOLDED: dict[str, Any] = {"locale": "en", "strength": 1}
SHORT_MS = 1_500
UNAUTHORIZED, AUTHENTICATION_FAILED = 13, 18
NAMES = ["José", "JOSE", "josephine", "jo", "john", "Zoë", "$where", "a.b/../'\"*%_\\\n", "łódź"]
PEOPLE = [
    {
        "_id": name,
        "username": name,
        "email": f"{name}@Example.org",
        "name": {"first": name, "hash": HASH},
        "hash": HASH,
    }
    for name in [*NAMES, *(f"member{number:04}" for number in range(400))]
]
INDEXES = [
    {"keys": [(field, 1)], "name": f"{field}_folded", "collation": FOLDED}
    for field in ("username", "email")
]


@pytest.fixture(scope="module")
def server(secantus: Path) -> Iterator[MongoDBServer]:
    with MongoDBServer(secantus, PEOPLE, indexes=INDEXES) as started:
        yield started


@contextmanager
def people(server: MongoDBServer, port: int = 0, **options: str | bool | None) -> Iterator[People]:
    settings: dict[str, Any] = {
        "host": "localhost",
        "port": port or server.port,
        "username": server.username,
        "password": server.password,
        "serverSelectionTimeoutMS": SHORT_MS,
        "socketTimeoutMS": SHORT_MS,
        "retryReads": False,
    }
    with MongoClient[dict[str, Any]](**(settings | options)) as client:
        yield client[server.database][server.collection]


def beginning(text: str) -> dict[str, Any]:
    return {"username": {"$gte": text, "$lt": text + "\uffff"}}


def test_starts_fast_and_stays_small(secantus: Path) -> None:
    started = time.monotonic()
    with MongoDBServer(secantus, PEOPLE, indexes=INDEXES) as server:
        took = time.monotonic() - started
        print(f"MongoDB: {took:.1f} s, {server.peak_memory()} MiB")
        assert took < 60
        assert server.peak_memory() < 500


@pytest.mark.parametrize("name", NAMES)
def test_a_name_with_a_meaning_in_a_query_is_found(server: MongoDBServer, name: str) -> None:
    with people(server) as collection:
        found = collection.find_one({"_id": {"$eq": name}}, {"username": 1, "_id": 0})
    assert found == {"username": name}


def test_a_missing_key_finds_nobody(server: MongoDBServer) -> None:
    with people(server) as collection:
        assert collection.find_one({"_id": {"$eq": "nobody"}}, {"username": 1}) is None


def test_only_asked_fields_cross_the_wire(server: MongoDBServer) -> None:
    asked = {"_id": 0, "username": 1, "name.first": 1, "missing.field": 1}
    with Front(server.port) as front, people(server, front.port) as collection:
        found = collection.find_one({"_id": {"$eq": "john"}}, asked)
        assert HASH.encode() not in front.answered
        collection.find_one({"_id": {"$eq": "john"}})
        assert HASH.encode() in front.answered, "the front would have seen it"
        assert server.password.encode() not in front.received
    assert found == {"username": "john", "name": {"first": "john"}}


def test_an_email_is_found_in_any_case(server: MongoDBServer) -> None:
    with people(server) as collection:
        cursor = collection.find({"email": "JOHN@example.ORG"}, {"username": 1}, collation=FOLDED)
        assert [found["username"] for found in cursor.limit(2)] == ["john"]


def test_a_beginning_is_found_whatever_its_case_and_accents(server: MongoDBServer) -> None:
    with people(server) as collection:
        cursor = collection.find(beginning("jose"), {"username": 1}, collation=FOLDED)
        found = [person["username"] for person in cursor.sort("username", 1).limit(51)]
    assert found == ["José", "JOSE", "josephine"]


def test_a_beginning_reads_no_more_than_it_finds(server: MongoDBServer) -> None:
    with people(server) as collection:
        plan = explained(server, collection, beginning("jos"), FOLDED)
    assert "IXSCAN" in str(plan["queryPlanner"])
    assert "username_folded" in str(plan["queryPlanner"])
    stats = plan["executionStats"]
    assert (stats["nReturned"], stats["totalDocsExamined"]) == (3, 3)


def test_a_search_without_the_collation_of_the_index_reads_all(server: MongoDBServer) -> None:
    with people(server) as collection:
        plan = explained(server, collection, beginning("jos"), {"locale": "en", "strength": 2})
    assert plan["executionStats"]["totalDocsExamined"] == len(PEOPLE)


def explained(
    server: MongoDBServer, collection: People, condition: dict[str, Any], collation: dict[str, Any]
) -> dict[str, Any]:
    asked = {
        "find": server.collection,
        "filter": condition,
        "sort": {"username": 1},
        "limit": 51,
        "collation": collation,
    }
    plan: dict[str, Any]
    plan = collection.database.command("explain", asked, verbosity="executionStats")
    return plan


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"password": "wrong"}, AUTHENTICATION_FAILED),
        ({"username": "nobody"}, AUTHENTICATION_FAILED),
        ({"username": None, "password": None}, UNAUTHORIZED),
        ({"username": MongoDBServer.stranger}, UNAUTHORIZED),
    ],
)
def test_an_account_without_the_right_to_read_is_refused(
    server: MongoDBServer, options: dict[str, Any], code: int
) -> None:
    with people(server, **options) as collection, pytest.raises(OperationFailure) as refused:
        collection.find_one({"_id": "john"})
    assert refused.value.code == code


def test_the_account_cannot_write(server: MongoDBServer) -> None:
    with people(server) as collection:
        for write in (
            lambda: collection.insert_one({"_id": "new"}),
            lambda: collection.update_one({"_id": "john"}, {"$set": {"a": 1}}),
            lambda: collection.delete_one({"_id": "john"}),
            lambda: collection.create_index("a"),
            collection.drop,
        ):
            with pytest.raises(OperationFailure) as refused:
                write()
            assert refused.value.code == UNAUTHORIZED


def test_the_account_can_ask_for_indexes_and_collections(server: MongoDBServer) -> None:
    with people(server) as collection:
        collation = collection.index_information()["email_folded"]["collation"]
        assert FOLDED.items() <= collation.items()
        assert collection.database.list_collection_names() == [server.collection]
        assert collection.database["missing"].find_one({"_id": "john"}) is None


def test_a_killed_server_is_noticed_in_time(secantus: Path) -> None:
    with MongoDBServer(secantus, PEOPLE) as server, people(server) as collection:
        assert collection.find_one({"_id": "john"})
        server.kill()
        with pytest.raises(PyMongoError):
            collection.find_one({"_id": "john"})
        with pytest.raises(ServerSelectionTimeoutError):
            collection.find_one({"_id": "john"})
        server.start()
        assert collection.find_one({"_id": "john"})


def test_a_silent_server_is_given_up(secantus: Path) -> None:
    with MongoDBServer(secantus, PEOPLE) as server, people(server) as collection:
        assert collection.find_one({"_id": "john"})
        server.stop()
        with pytest.raises(NetworkTimeout):
            collection.find_one({"_id": "john"})
        server.go_on()
        assert collection.find_one({"_id": "john"})


def test_a_wrong_certificate_gets_no_password(secantus: Path, tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    trusting: dict[str, Any] = {"tls": True, "tlsCAFile": str(tmp_path / "authority.pem")}
    for name, accepted in (("localhost", True), ("another.example", False)):
        certificate = tmp_path / f"{name}.pem"
        authority.issue_cert(name).private_key_and_cert_chain_pem.write_to_path(str(certificate))
        with (
            MongoDBServer(secantus, PEOPLE, certificate=certificate) as server,
            people(server, **trusting) as collection,
        ):
            if accepted:
                assert collection.find_one({"_id": "john"})
            else:
                with pytest.raises(ServerSelectionTimeoutError, match="Hostname mismatch"):
                    collection.find_one({"_id": "john"})
