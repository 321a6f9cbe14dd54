"""MongoDB servers that go away, and what is left of a replica set."""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.outcome import Found
from profile_browser.domain.problem import Reason
from profile_browser.domain.question import Question
from profile_browser.stores.mongodb.adapter import MONGODB
from profile_browser.stores.store import Store
from tests.servers.front import Front
from tests.servers.mongodb_member import SET, Member
from tests.servers.mongodb_people import connection_to, indexes, person
from tests.servers.mongodb_server import MongoDBServer
from tests.servers.mongodb_wire import commands_in
from tests.unit.helpers.problems import reason_of
from tests.wire.tls import tls_with

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator
    from pathlib import Path

    import trustme

    from profile_browser.domain.connection import Connection

ENDLESS_SECONDS = 60.0
AT_ONCE_SECONDS = 5.0  # for a busy machine; waiting for the driver takes ENDLESS_SECONDS
MOST_COMMANDS = 40  # of a lookup and a search, with sign-ins on four connections


@pytest.fixture(scope="module")
def server(secantus: Path) -> Iterator[MongoDBServer]:
    with MongoDBServer(secantus, [person("johndoe")], indexes=indexes()) as started:
        yield started


def patient(address: str, trust_store: str = "") -> Connection:
    """Return a connection that waits practically for ever."""
    return replace(
        connection_to(0),
        connection_string=address,
        trust_store=trust_store,
        kv_timeout=ENDLESS_SECONDS,
        query_timeout=ENDLESS_SECONDS,
        connect_timeout=ENDLESS_SECONDS,
    )


@contextmanager
def opened(connection: Connection) -> Iterator[Store]:
    """Open a store that has found johndoe."""
    with closing(Store(connection, MONGODB)) as store:
        assert isinstance(store.look_up("johndoe"), Found)
        yield store


@contextmanager
def at_once() -> Iterator[None]:
    start = monotonic()
    yield
    assert monotonic() - start < AT_ONCE_SECONDS


def test_a_server_that_died_while_nobody_asked_is_noticed_at_once(server: MongoDBServer) -> None:
    with Front(server.port) as front, opened(patient(f"mongodb://127.0.0.1:{front.port}")) as store:
        front.die()
        for _ in range(2):
            with at_once():
                assert reason_of(store.look_up("johndoe")) is Reason.PORT_CLOSED
            with at_once():
                assert reason_of(store.search(Question("john"), 5)) is Reason.PORT_CLOSED
        front.restart()
        with at_once():
            assert isinstance(store.look_up("johndoe"), Found)


def test_a_server_that_was_restarted_while_nobody_asked_is_read(server: MongoDBServer) -> None:
    with Front(server.port) as front, opened(patient(f"mongodb://127.0.0.1:{front.port}")) as store:
        front.die()
        front.restart()
        with at_once():
            assert isinstance(store.look_up("johndoe"), Found)


def test_no_request_waits_at_the_server_for_news(server: MongoDBServer) -> None:
    with Front(server.port) as front:
        with opened(patient(f"mongodb://127.0.0.1:{front.port}")) as store:
            assert isinstance(store.look_up("johndoe"), Found)
        assert not [each for each in commands_in(front.received) if "maxAwaitTimeMS" in each]


# Replica sets


@contextmanager
def replica_set(
    server: MongoDBServer, *tls: ssl.SSLContext | None
) -> Iterator[tuple[Member, Member]]:
    """Give the primary and a secondary, each with its certificate."""
    first, second = tls or (None, None)
    with (
        Member(server.port, is_primary=True, tls=first) as primary,
        Member(server.port, is_primary=False, tls=second) as secondary,
    ):
        primary.members = secondary.members = (primary, secondary)
        yield primary, secondary


def finds(member: Member) -> int:
    """Return how many lookups of johndoe a member got."""
    commands = commands_in(member.received)
    return sum("userprofile::johndoe" in str(each) for each in commands if "find" in each)


@pytest.fixture
def members(server: MongoDBServer) -> Iterator[tuple[Member, Member]]:
    with replica_set(server) as members:
        yield members


def address_of(*members: Member) -> str:
    return f"mongodb://{','.join(member.name for member in members)}?replicaSet={SET}"


def test_the_primary_is_read_while_there_is_one(members: tuple[Member, Member]) -> None:
    primary, secondary = members
    with opened(patient(address_of(primary, secondary))) as store:
        assert isinstance(store.look_up("johndoe"), Found)
    assert (finds(primary), finds(secondary)) in {(2, 0), (1, 1)}  # the first one may be too early


def test_reads_go_on_without_a_primary_and_each_is_asked_once(
    members: tuple[Member, Member],
) -> None:
    primary, secondary = members
    with opened(patient(address_of(primary, secondary))) as store:
        primary.die()
        with at_once():
            assert isinstance(store.look_up("johndoe"), Found)
        with at_once():
            assert isinstance(store.search(Question("john"), 5), Found)
        assert finds(secondary) in {
            1,
            2,
        }  # the first one may have been before the primary was known
        assert len(commands_in(secondary.received)) < MOST_COMMANDS


def test_a_connection_is_opened_without_a_primary(members: tuple[Member, Member]) -> None:
    primary, secondary = members
    primary.die()
    with at_once(), opened(patient(address_of(primary, secondary))):
        assert finds(secondary) == 1


def test_several_servers_on_this_computer_are_a_set_without_being_named_as_one(
    members: tuple[Member, Member],
) -> None:
    primary, secondary = members
    with opened(patient(f"mongodb://{primary.name},{secondary.name}")):
        assert finds(primary) + finds(secondary) == 1


def test_a_server_behind_a_tunnel_does_not_lead_to_members_on_the_network(
    members: tuple[Member, Member],
) -> None:
    primary, secondary = members
    with closing(Store(patient(f"mongodb://{secondary.name}"), MONGODB)) as store:
        assert isinstance(store.look_up("johndoe"), Found)
    assert primary.received == b""


@pytest.mark.parametrize("name", ["127.0.0.1", "db.example.com"])
def test_a_member_that_another_one_names_is_verified_before_it_gets_a_password(
    server: MongoDBServer, authority: trustme.CA, trust_store: Path, name: str
) -> None:
    good, other = (tls_with(authority.issue_cert(each)) for each in ("127.0.0.1", name))
    with replica_set(server, good, other) as (primary, secondary):
        address = f"mongodbs://{primary.name}?replicaSet={SET}"
        with opened(patient(address, str(trust_store))) as store:
            primary.die()
            outcome = store.look_up("johndoe")
        if name == "127.0.0.1":
            assert isinstance(outcome, Found)
        else:
            assert reason_of(outcome) is Reason.PORT_CLOSED
            assert secondary.received == b""
