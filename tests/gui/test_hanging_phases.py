"""In whichever phase a lookup hangs, Cancel and a new lookup work at once; over real sockets."""

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

FOREVER = 30.0  # seconds; a test that waits for this has failed
CONNECT_TIMEOUT = 2.0  # seconds


@pytest.fixture
def node() -> Iterator[Node]:
    with Node(PEOPLE) as node:
        yield node


@dataclass
class Hang:
    """Makes the first lookup hang in one phase until the end of the test."""

    node: Node
    patch: pytest.MonkeyPatch
    gate: Event = field(default_factory=Event)
    reached: Event = field(default_factory=Event)

    def in_name_resolution(self) -> Callable[[], bool]:
        resolve = socket.getaddrinfo

        def hang_once(host: str, port: int, *more: int, **options: int) -> list[Any]:
            if not self.reached.is_set():
                self.reached.set()
                self.gate.wait(FOREVER)
            return resolve(host, port, *more, **options)

        self.patch.setattr(socket, "getaddrinfo", hang_once)
        return self.reached.is_set

    def in_connecting(self) -> Callable[[], bool]:
        self.node.faults.silent_connects = True
        return lambda: self.node.connections >= 2  # the first one only tests the port

    def in_reading(self) -> Callable[[], bool]:
        self.node.faults.silent_reads = True
        return lambda: bool(self.node.lookups)

    def in_querying(self) -> Callable[[], bool]:
        self.node.query.faults.gate = self.gate
        return lambda: bool(self.node.query.asked)

    def let_others_through(self) -> None:
        """Answer later lookups; the first one keeps hanging."""
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
    connection = replace(connection_to(node), kv_timeout=FOREVER, connect_timeout=CONNECT_TIMEOUT)
    driver = windows.open(connection, cluster_store)
    yield driver
    driver.browser.lookups.service.close()
    assert_threads_end(FOREVER)  # a connect cannot be interrupted


@pytest.mark.parametrize("phase", PHASES)
def test_cancel_works_at_once_and_the_next_lookup_is_answered(
    real: Driver, hang: Hang, phase: str
) -> None:
    hangs = getattr(hang, phase)()
    real.ask("nobody")
    real.qtbot.waitUntil(hangs)
    real.press(Qt.Key.Key_Escape)
    assert real.page == "welcomePage"
    hang.let_others_through()
    real.look_up("alice")
    assert real.values[0] == "alice"


@pytest.mark.parametrize("phase", PHASES)
def test_a_new_lookup_overtakes_a_hanging_one(real: Driver, hang: Hang, phase: str) -> None:
    hangs = getattr(hang, phase)()
    real.ask("nobody")
    real.qtbot.waitUntil(hangs)
    hang.let_others_through()
    real.look_up("alice")
    assert real.values[0] == "alice"
