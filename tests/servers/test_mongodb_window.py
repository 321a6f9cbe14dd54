"""The real window on a MongoDB server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from profile_browser.stores.mongodb.adapter import MONGODB
from profile_browser.stores.store import Store
from tests.servers.front import Front
from tests.servers.mongodb_people import HASH, TITLE, connection_to, indexes, person
from tests.servers.mongodb_server import MongoDBServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store import ProfileStore
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

PEOPLE = [person("johndoe", "John Doe"), person("member1"), person("member2")]


def open_store(connection: Connection) -> ProfileStore:
    return Store(connection, MONGODB)


@pytest.fixture
def front(secantus: Path) -> Iterator[Front]:
    with MongoDBServer(secantus, PEOPLE, indexes=indexes()) as server, Front(server.port) as front:
        yield front


@pytest.fixture
def window(front: Front, windows: Windows) -> Driver:
    return windows.open(connection_to(front.port), open_store)


def test_an_account_is_read_and_found_without_its_hash(window: Driver, front: Front) -> None:
    window.look_up("johndoe")
    assert window.values == ["johndoe", "John Doe", "johndoe@Example.org", "Active"]
    window.look_up("JOHNDOE@example.org")
    assert window.values[0] == "johndoe"
    window.look_up("nobody")
    assert window.status.startswith(f"No user named “nobody” in {TITLE}")
    window.look_up("member")
    assert window.page == "matchesPage"
    assert b"johndoe@Example.org" in front.answered
    assert HASH.encode() not in front.answered


def test_a_dead_server_shows_nobody_and_is_found_again(window: Driver, front: Front) -> None:
    window.look_up("johndoe")
    front.die()
    window.look_up("member1")
    assert window.page == "problemPage"
    assert window.values == ["Not recorded"] * 4
    front.restart()
    window.look_up("member1")
    assert window.values[0] == "member1"
