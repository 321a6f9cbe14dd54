"""The window, the worker thread, the real SDK and a node, over sockets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.stores.couchbase.adapter import KIND as COUCHBASE
from tests.wire.node import Node
from tests.wire.people import MARKED_HASH, PEOPLE
from tests.wire.stores import cluster_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver


@pytest.fixture
def node() -> Iterator[Node]:
    with Node(PEOPLE) as node:
        yield node


@pytest.fixture
def real(node: Node, windows: Windows) -> Driver:
    connection = Connection(
        kind=COUCHBASE,
        title="Node",
        connection_string=node.connection_string,
        location={"bucket": node.bucket},
        username=node.username,
        password=node.password,
        kv_timeout=0.5,
        connect_timeout=2.0,
    )
    return windows.open(connection, cluster_store)


def test_an_account_is_read_from_the_cluster_without_its_hash(real: Driver, node: Node) -> None:
    real.look_up("johndoe")
    assert real.values == ["johndoe", "John Doe", "johndoe@example.com", "Active"]
    assert real.text("connectionState") == "Connected"
    assert MARKED_HASH.encode() not in node.answered_bytes
    real.look_up("nobody")
    assert real.status.startswith("No user named “nobody” in Node")


def test_an_outage_is_shown_and_the_program_recovers_by_itself(real: Driver, node: Node) -> None:
    real.look_up("johndoe")
    node.stop()
    real.look_up("alice")
    assert real.page == "problemPage"
    assert real.text("problemSummary") == "Node is not responding"
    assert real.text("connectionState").startswith("Unreachable since ")
    assert real.values == ["Not recorded"] * 4
    node.restart()
    real.qtbot.waitUntil(lambda: found_again(real), timeout=10_000)
    assert real.values[0] == "alice"
    assert real.text("connectionState") == "Connected"


def test_a_hanging_read_does_not_delay_the_next_lookup(real: Driver, node: Node) -> None:
    real.look_up("johndoe")
    node.faults.silent_reads = True
    real.ask("johndoe")
    assert node.wait_for_read()
    node.faults.silent_reads = False
    real.look_up("alice")
    assert real.values[0] == "alice"


def found_again(real: Driver) -> bool:
    real.look_up("alice")
    return real.page == "profilePage"
