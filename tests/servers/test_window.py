"""The real window on Couchbase's own mock: every kind of lookup, and an outage."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.wire.people import MARKED_HASH
from tests.wire.stores import TITLE, cluster_store, connection_to

if TYPE_CHECKING:
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver
    from tests.servers.mock_cluster import MockCluster


@pytest.fixture
def window(cluster: MockCluster, windows: Windows) -> Driver:
    connection = replace(connection_to(cluster), kv_timeout=0.5, connect_timeout=2.0)
    return windows.open(connection, cluster_store)


def test_an_account_is_read_without_its_hash(window: Driver, cluster: MockCluster) -> None:
    window.look_up("johndoe")
    assert window.values == ["johndoe", "John Doe", "johndoe@example.com", "Active"]
    assert window.text("connectionState") == "Connected"
    window.look_up("nobody")
    assert window.status.startswith(f"No user named “nobody” in {TITLE}")
    answered = b"".join(part.answered for part in cluster.conversations())
    assert b"johndoe@example.com" in answered
    assert MARKED_HASH.encode() not in answered


def test_a_stopped_server_shows_and_nobody_else_and_it_recovers_by_itself(
    window: Driver, cluster: MockCluster
) -> None:
    window.look_up("johndoe")
    cluster.stop()
    window.look_up("alice")
    assert window.page == "problemPage"
    assert window.values == ["Not recorded"] * 4
    cluster.go_on()
    window.qtbot.waitUntil(lambda: found(window, "alice"), timeout=10_000)
    cluster.kill()
    window.look_up("johndoe")
    assert window.page == "problemPage"
    assert window.text("connectionState").startswith("Unreachable since ")
    assert window.values == ["Not recorded"] * 4
    cluster.start()
    window.qtbot.waitUntil(lambda: found(window, "johndoe"), timeout=10_000)
    assert window.text("connectionState") == "Connected"


def found(window: Driver, username: str) -> bool:
    window.look_up(username)
    return window.page == "profilePage" and window.values[0] == username
