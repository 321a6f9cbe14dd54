"""Couchbase for the suite: the real SDK against the node of tests/wire."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from profile_browser.domain.document import document_id
from profile_browser.stores.couchbase.adapter import COUCHBASE
from tests.stores.harness import Ability, Harness, Installer, Place, Records
from tests.wire.frames import Opcode
from tests.wire.node import Node
from tests.wire.stores import connection_to, located

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator, Mapping, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.record import RecordLayout

_PASSWORD = "a-password-that-nothing-else-holds"
# All commands that the node knows, but for those that read a whole document.
_READS = set(Opcode) - {Opcode.GET, Opcode.SUBDOC_GET}


class _NodePlace(Place):
    """A node with the records. Its binary and its query port have the same faults."""

    def __init__(self, node: Node, layout: RecordLayout) -> None:
        super().__init__(replace(connection_to(node), record=layout))
        self._node = node
        self._gate = threading.Event()

    def without_rights(self) -> Connection:
        self._node.faults.no_bucket_right = True
        return self.connection

    def without_database(self) -> Connection:
        return located(self.connection, bucket="no-such-bucket")

    @property
    def received(self) -> bytes:
        return self._node.received_bytes

    @property
    def answered(self) -> bytes:
        return self._node.answered_bytes

    def writes(self) -> Sequence[str]:
        commands = [hex(each) for each in self._node.opcodes if each not in _READS]
        return commands + [each.statement for each in self._node.query.asked if not each.readonly]

    def hold(self) -> None:
        while self._node.wait_for_read(timeout=0) or self._node.query.wait_for_query(timeout=0):
            pass  # what has come before
        self._gate = threading.Event()
        self._node.faults.gate = self._node.query.faults.gate = self._gate
        self._node.faults.silent_connects = True

    def release(self) -> None:
        self._node.faults.silent_connects = False
        self._gate.set()

    def wait_until_held(self, *, searching: bool = False) -> bool:
        return self._node.query.wait_for_query() if searching else self._node.wait_for_read()

    def kill(self) -> None:
        self._node.stop()

    def revive(self) -> None:
        self._node.restart()


class _CouchbaseHarness:
    adapter = COUCHBASE
    lacks: Mapping[Ability, str] = {
        Ability.ROLE: "the node has one account and no roles",
        Ability.DRIVER_NAMES: "the SDK does not, up to 4.6.3 at least",
    }

    @contextmanager
    def start(self, _install: Installer) -> Iterator[None]:
        yield  # each place has a node of its own, which starts in milliseconds

    @contextmanager
    def put(
        self, records: Records, layout: RecordLayout, tls: ssl.SSLContext | None = None
    ) -> Iterator[Place]:
        documents = {
            document_id(username, template=layout.id): record
            for username, record in records.items()
        }
        with Node(documents, password=_PASSWORD, tls=tls, layout=layout) as node:
            yield _NodePlace(node, layout)


COUCHBASE_HARNESS: Harness = _CouchbaseHarness()
