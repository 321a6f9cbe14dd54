"""Whatever a look-up hangs in, over real sockets: Cancel works at once, and so does a new Enter."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field, replace
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from tests.gui.threads import assert_threads_end
from tests.wire.node import Node
from tests.wire.people import PEOPLE
from tests.wire.stores import cluster_store, connection_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

ENDLESS = 30.0  # seconds; a test that waits for this has failed
CONNECT_TIMEOUT = 2.0  # seconds


@pytest.fixture
def node() -> Iterator[Node]:
    with Node(PEOPLE) as node:
        yield node


@dataclass
class Hang:
    """A phase of the walk in which the first look-up stays for as long as the test lasts."""

    node: Node
    patch: pytest.MonkeyPatch
    gate: Event = field(default_factory=Event)
    reached: Event = field(default_factory=Event)

    def in_name_resolution(self) -> Callable[[], bool]:
        resolve = socket.getaddrinfo

        def hang_once(host: str, port: int, *more: int, **options: int) -> list[Any]:
            if not self.reached.is_set():
                self.reached.set()
                self.gate.wait(ENDLESS)
            return resolve(host, port, *more, **options)

        self.patch.setattr(socket, "getaddrinfo", hang_once)
        return self.reached.is_set

    def in_connecting(self) -> Callable[[], bool]:
        self.node.faults.silent_connects = True
        return lambda: self.node.connections >= 2  # the first one only tries the port

    def in_reading(self) -> Callable[[], bool]:
        self.node.faults.silent_reads = True
        return lambda: bool(self.node.lookups)

    def in_querying(self) -> Callable[[], bool]:
        self.node.query.faults.gate = self.gate
        return lambda: bool(self.node.query.asked)

    def end_for_others(self) -> None:
        """Serve whoever comes next; the first look-up hangs on."""
        self.node.faults.silent_connects = self.node.faults.silent_reads = False
        self.node.query.faults.gate = None


PHASES = ["in_name_resolution", "in_connecting", "in_reading", "in_querying"]


@pytest.fixture
def hang(node: Node, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hang]:
    hang = Hang(node, monkeypatch)
    yield hang
    hang.gate.set()


@pytest.fixture
def real(node: Node, windows: Windows) -> Iterator[Driver]:
    connection = replace(connection_to(node), kv_timeout=ENDLESS, connect_timeout=CONNECT_TIMEOUT)
    driver = windows.open(connection, cluster_store)
    yield driver
    driver.browser.service.close()
    assert_threads_end(ENDLESS)  # what connects cannot be hurried


@pytest.mark.parametrize("phase", PHASES)
def test_cancel_is_at_once_and_a_new_enter_is_served(real: Driver, hang: Hang, phase: str) -> None:
    hangs = getattr(hang, phase)()
    real.ask("nobody")
    real.qtbot.waitUntil(hangs)
    real.press(Qt.Key.Key_Escape)
    assert real.page == "welcomePage"
    hang.end_for_others()
    real.look_up("alice")
    assert real.values[0] == "alice"


@pytest.mark.parametrize("phase", PHASES)
def test_a_new_enter_overtakes_what_hangs(real: Driver, hang: Hang, phase: str) -> None:
    hangs = getattr(hang, phase)()
    real.ask("nobody")
    real.qtbot.waitUntil(hangs)
    hang.end_for_others()
    real.look_up("alice")
    assert real.values[0] == "alice"
