"""The window, the worker thread, the real SDK and a node, over sockets."""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from profile_browser.desktop.services import SignedInStores
from profile_browser.lookups import network_watch
from profile_browser.stores.registry import STORES
from tests.wire.node import Node
from tests.wire.people import JOHNS_KEY, MARKED_HASH, PEOPLE
from tests.wire.stores import cluster_store, connection_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver


SECOND_ON_A_BUSY_MACHINE = 2_500  # milliseconds; the staged check comes after five seconds
SEVERAL_LOOKS = 5


@pytest.fixture
def node() -> Iterator[Node]:
    with Node(PEOPLE) as node:
        yield node


@pytest.fixture
def real(node: Node, windows: Windows) -> Driver:
    connection = replace(connection_to(node), title="Node", kv_timeout=0.5, connect_timeout=2.0)
    signed_in = SignedInStores(STORES, windows.passwords, windows.files)
    windows.look = signed_in.look_at_network
    return windows.open(connection, cluster_store)


@pytest.fixture
def patient(real: Driver) -> Driver:
    """Wait for a read for far longer than a test may take."""
    real.browser.switch(replace(real.browser.connection, kv_timeout=60.0))
    return real


def test_an_account_is_read_from_the_cluster_without_its_hash(real: Driver, node: Node) -> None:
    real.look_up("johndoe")
    assert real.values == ["johndoe", "John Doe", "johndoe@example.com", "Active"]
    assert real.text("connectionState") == "Connected"
    assert MARKED_HASH.encode() not in node.answered_bytes
    real.look_up("nobody")
    assert real.status.startswith("No user named “nobody” in Node")


def press_ctrl_d(driver: Driver) -> None:
    driver.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)


def test_the_details_of_a_record_are_read_over_the_connection_of_its_lookup(
    real: Driver, node: Node
) -> None:
    real.look_up("johndoe")
    node.forget()
    press_ctrl_d(real)
    real.qtbot.waitUntil(lambda: real.has("casValue"))
    assert real.text("casValue") == "0x0000000000000001"
    assert real.text("expiresValue") == "Never"
    assert node.lookups == [(JOHNS_KEY, [])]
    assert MARKED_HASH.encode() not in node.answered_bytes
    assert node.connections == 0


def test_a_lookup_overtakes_a_hanging_read_of_details(patient: Driver, node: Node) -> None:
    patient.look_up("johndoe")
    node.faults.silent_reads = True
    press_ctrl_d(patient)
    patient.qtbot.waitUntil(lambda: [] in [paths for _, paths in node.lookups])
    node.faults.silent_reads = False
    patient.look_up("alice")
    assert patient.values[0] == "alice"
    assert not patient.has("casValue")


def test_a_server_that_dies_while_details_are_read_is_reported_at_once(
    patient: Driver, node: Node
) -> None:
    patient.look_up("johndoe")
    node.faults.silent_reads = True
    press_ctrl_d(patient)
    patient.qtbot.waitUntil(lambda: [] in [paths for _, paths in node.lookups])
    node.stop()
    patient.qtbot.waitUntil(
        lambda: (
            patient.has("recordDetailsMessage")
            and "Node is not responding" in patient.text("recordDetailsMessage")
        ),
        timeout=5_000,
    )
    assert patient.values[0] == "johndoe"


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


def test_a_server_that_dies_during_a_read_is_shown_at_once(patient: Driver, node: Node) -> None:
    patient.look_up("johndoe")
    node.faults.silent_reads = True
    patient.ask("alice")
    assert node.wait_for_read()
    patient.wait_until_shown("cancelButton")
    assert patient.text("connectionState") == "Connected"
    node.stop()
    patient.qtbot.waitUntil(lambda: patient.page == "problemPage", timeout=SECOND_ON_A_BUSY_MACHINE)
    assert patient.text("problemSummary") == "Node is not responding"
    assert patient.text("connectionState").startswith("Unreachable since ")


def test_a_server_that_is_merely_slow_is_waited_for(
    patient: Driver, node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network_watch, "FIRST_AFTER", 1)
    monkeypatch.setattr(network_watch, "INTERVAL", 1)
    patient.look_up("johndoe")
    gate = node.faults.gate = Event()
    node.forget()
    patient.ask("alice")
    patient.qtbot.waitUntil(lambda: node.connections > SEVERAL_LOOKS)
    assert patient.page == "waitingPage"
    gate.set()
    patient.qtbot.waitUntil(lambda: patient.page == "profilePage")
    assert patient.values[0] == "alice"
    assert patient.text("connectionState") == "Connected"


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
