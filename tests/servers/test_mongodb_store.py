"""The store over a MongoDB server: what a lookup, a search and a check answer."""

from __future__ import annotations

import threading
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from bson.decimal128 import Decimal128
from bson.int64 import Int64
from bson.objectid import ObjectId

from profile_browser.domain.check import Stage, StageState
from profile_browser.domain.fields import Field, FieldKind
from profile_browser.domain.outcome import Found, Matches, Missing
from profile_browser.domain.problem import Reason
from profile_browser.domain.question import Question
from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.stores.mongodb.adapter import MONGODB
from profile_browser.stores.store import Store
from tests.servers.front import Front
from tests.servers.mongodb_people import HASH, LOCATION, connection_to, indexes, person
from tests.servers.mongodb_server import MongoDBServer
from tests.unit.helpers.problems import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Outcome

SPECIAL = ["$where", "*", '"', "'", "a/b", "..", "%", "_", "\\", "a\nb", "{$ne: 1}", "Zoë", "łódź"]
PEOPLE = [
    person("johndoe", "John Doe"),
    person("José", "José Muñiz"),
    person("JOSE"),
    person("josephine", email=None),
    person("wrong", disabled="no"),
    person("\ufb01ona"),  # a ligature, which the collation takes for two letters
    *map(person, SPECIAL),
    *(person(f"member{number:04}") for number in range(120)),
    person("johnny", type="order"),
]
MORE = (
    Field("Since", FieldKind.DATE, path="since"),
    Field("Number", path="_id"),
    Field("Balance", FieldKind.NUMBER, path="account.balance"),
    Field("Points", FieldKind.NUMBER, path="account.points"),
)
PATHS = {"username": "login", "email": "contact.email"}
SHOP = USUAL_LAYOUT._replace(
    id="{username}",
    type="",
    built_in=tuple(
        field._replace(path=PATHS.get(field.name, field.path)) for field in USUAL_LAYOUT.built_in
    ),
    more=MORE,
)
CUSTOMER = {
    "_id": ObjectId("65a000000000000000000001"),
    "login": "maria",
    "full_name": "Maria Silva",
    "contact": {"email": "maria@example.org", "secret": HASH},
    "since": datetime(2024, 1, 2, tzinfo=UTC),
    "account": {"balance": Decimal128("12.50"), "points": Int64(7)},
    "hashed_password": HASH,
}
LONGEST_SECONDS = 5.0
BY_LOGIN = LOCATION | {"key_field": "login"}


@pytest.fixture(scope="module")
def server(secantus: Path) -> Iterator[MongoDBServer]:
    with MongoDBServer(secantus, PEOPLE, indexes=indexes()) as started:
        yield started


@pytest.fixture
def front(server: MongoDBServer) -> Iterator[Front]:
    with Front(server.port) as recorder:
        yield recorder


@contextmanager
def opened(connection: Connection) -> Iterator[Store]:
    with closing(Store(connection, MONGODB)) as store:
        yield store


@pytest.fixture
def store(front: Front) -> Iterator[Store]:
    with opened(connection_to(front.port)) as store:
        yield store


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    """Wait for the end of each thread that a test has started."""
    before = set(threading.enumerate())  # other tests may keep stores open
    yield
    for thread in set(threading.enumerate()) - before:
        if thread.name == "MongoDB":
            thread.join(LONGEST_SECONDS)
            assert not thread.is_alive()


def usernames(outcome: Outcome) -> list[str]:
    match outcome:
        case Found(user=user):
            return [user.username]
        case Matches(users=users):
            return [user.username for user in users]
    assert isinstance(outcome, Missing), outcome
    return []


def test_a_lookup_compares_exactly_whatever_the_collection_s_own_collation(
    store: Store, front: Front
) -> None:
    assert isinstance(store.look_up("johndoe"), Found)
    assert b"locale\0\x07\0\0\0simple\0" in front.received


def test_the_hash_and_the_password_never_cross_the_wire(store: Store, front: Front) -> None:
    assert isinstance(store.look_up("johndoe"), Found)
    assert isinstance(store.search(Question("member"), 50), Matches)
    assert store.suggest("jos", 5)
    assert all(
        result.state is not StageState.FAILED
        for result in MONGODB.check(connection_to(front.port), "johndoe")
    )
    assert b"johndoe" in front.answered
    assert HASH.encode() not in front.answered
    assert MongoDBServer.password.encode() not in front.received


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("jos", ["JOSE", "josephine", "José"]),
        ("JOHNDOE@example.ORG", ["johndoe"]),
        ("muniz", []),  # a word within a name is not in an index
        ("john d", ["johndoe"]),
        ("doe john", ["johndoe"]),
        ("zoe", ["Zoë"]),
        ("$wher", ["$where"]),
        ("johnny", []),  # a record of another type
        ("nobody", []),
        ("fi", []),
    ],
)
def test_a_search_ignores_case_and_accents(store: Store, text: str, found: list[str]) -> None:
    assert usernames(store.search(Question(text), 50)) == found


def test_records_of_another_layout_are_read_by_their_own_field(secantus: Path) -> None:
    with (
        MongoDBServer(secantus, [CUSTOMER], indexes=indexes(SHOP, "login")) as server,
        Front(server.port) as front,
        opened(connection_to(front.port, record=SHOP, location=BY_LOGIN)) as store,
    ):
        found = store.look_up("maria")
        assert isinstance(found, Found)
        assert found.user.email == "maria@example.org"
        assert [value.content for value in found.user.more] == [
            datetime(2024, 1, 2, tzinfo=UTC),
            "65a000000000000000000001",
            12.5,
            7,
        ]
        assert usernames(store.search(Question("maria@EXAMPLE.org"), 50)) == ["maria"]
        assert HASH.encode() not in front.answered


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"password": "wrong"}, Reason.SIGN_IN_REFUSED),
        ({"username": "nobody"}, Reason.SIGN_IN_REFUSED),
        ({"username": MongoDBServer.stranger}, Reason.DATABASE_NOT_ALLOWED),
        ({"location": LOCATION | {"database": "another"}}, Reason.DATABASE_NOT_ALLOWED),
        ({"location": LOCATION | {"collection": "missing"}}, Reason.COLLECTION_MISSING),
    ],
)
def test_what_is_not_allowed_or_missing_is_reported(
    front: Front, settings: dict[str, Any], reason: Reason
) -> None:
    with opened(connection_to(front.port, **settings)) as store:
        assert reason_of(store.look_up("johndoe")) is reason
        assert reason_of(store.search(Question("john"), 50)) is reason


@pytest.mark.parametrize(
    ("settings", "stage", "reason"),
    [
        ({"password": "wrong"}, Stage.SIGN_IN, Reason.SIGN_IN_REFUSED),
        ({"username": MongoDBServer.stranger}, Stage.DATABASE, Reason.DATABASE_NOT_ALLOWED),
        ({"location": LOCATION | {"collection": "no"}}, Stage.DATABASE, Reason.COLLECTION_MISSING),
        ({"record": SHOP}, Stage.SEARCH, Reason.INDEX_MISSING),
        ({"location": BY_LOGIN}, Stage.READ, Reason.KEY_INDEX_MISSING),
    ],
)
def test_a_check_names_the_stage_that_fails(
    front: Front, settings: dict[str, Any], stage: Stage, reason: Reason
) -> None:
    *_, last = MONGODB.check(connection_to(front.port, **settings), "johndoe")
    assert last.stage is stage
    assert reason_of(last.problem) is reason


@pytest.mark.parametrize("changed", [{"collation": {"locale": "en", "strength": 2}}, None])
def test_a_missing_or_other_index_is_named_by_the_check(
    secantus: Path, changed: dict[str, object] | None
) -> None:
    first, *others = indexes()
    planted = others if changed is None else [first | changed, *others]
    with MongoDBServer(secantus, PEOPLE[:3], indexes=planted) as server:
        connection = connection_to(server.port)
        *_, last = MONGODB.check(connection)
        assert reason_of(last.problem) is Reason.INDEX_MISSING
        if changed is None:
            with opened(connection) as store:
                assert reason_of(store.search(Question("john"), 50)) is Reason.INDEX_MISSING
                assert isinstance(store.look_up("johndoe"), Found)


def test_a_stuck_session_ends_its_thread(front: Front) -> None:
    with opened(replace(connection_to(front.port), kv_timeout=1.0)) as store:
        assert isinstance(store.look_up("johndoe"), Found)
        front.stop()
