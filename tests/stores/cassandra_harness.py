"""Cassandra for the suite: one node for all places, each behind a front of its own."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from profile_browser.domain.connection import Connection
from profile_browser.stores.cassandra.adapter import CASSANDRA, KIND
from tests.servers.cassandra_node import CassandraNode, may_write, signed_in
from tests.servers.cassandra_tables import READER, STRANGER, Tables, set_up
from tests.servers.front import Front
from tests.servers.java_building import build_server
from tests.stores.fronted_place import FrontedPlace
from tests.stores.harness import Ability, Harness, Installer, Place, Records
from tests.wire.sdk import PATIENT_SECONDS

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator, Mapping, Sequence

    from profile_browser.domain.record import RecordLayout


# The length of a statement in a request, which is below 65,536 here, and its first word.
_STATEMENT = re.compile(rb"\0\0(..)(?=[A-Z]+ )", re.DOTALL)


class _CassandraPlace(FrontedPlace):
    def writes(self) -> Sequence[str]:
        received = self.received
        statements = [
            received[found.end() :][: int.from_bytes(found[1])].decode()
            for found in _STATEMENT.finditer(received)
        ]
        assert any('"email"' in each for each in statements)  # so a write would be seen
        return [each for each in statements if not each.startswith("SELECT ")]

    def may_write(self) -> bool:
        return may_write(self.connection)

    def without_rights(self) -> Connection:
        return replace(self.connection, username=STRANGER)

    def without_database(self) -> Connection:
        location = {**self.connection.location, "database": "no_such_keyspace"}
        return replace(self.connection, location=location)


class _CassandraHarness:
    name = "cassandra"
    adapter = CASSANDRA
    lacks: Mapping[Ability, str] = {
        Ability.ANY_VALUE: "a column has one type",
        Ability.DETAILS: "Cassandra keeps a time for each value and not for a record",
    }
    _node: CassandraNode
    _tables: Tables

    @contextmanager
    def start(self, install: Installer) -> Iterator[None]:
        program = install(build_server, "cassandra")
        with TemporaryDirectory() as folder, CassandraNode(program, Path(folder)) as self._node:
            administrator = self._node.administrator
            with signed_in(self._node.port, administrator, administrator) as session:
                set_up(session, self._node.password)
                self._tables = Tables(session)
                yield

    @contextmanager
    def put(
        self, records: Records, layout: RecordLayout, tls: ssl.SSLContext | None = None
    ) -> Iterator[Place]:
        location = self._tables.place_for(records, layout)._asdict()
        del location["layout"]
        with Front(self._node.port, tls=tls) as front:
            scheme = "cassandras" if tls else "cassandra"
            connection = Connection(
                kind=KIND,
                title="Customers EU",
                connection_string=f"{scheme}://127.0.0.1:{front.port}",
                location=location,
                record=layout,
                username=READER,
                password=self._node.password,
                kv_timeout=PATIENT_SECONDS,
                query_timeout=PATIENT_SECONDS,
                connect_timeout=PATIENT_SECONDS,
            )
            yield _CassandraPlace(connection, front)


CASSANDRA_HARNESS: Harness = _CassandraHarness()
