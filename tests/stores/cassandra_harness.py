"""Cassandra for the suite: one node for all places, each behind a front of its own."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from profile_browser.stores.cassandra.adapter import CASSANDRA, KIND
from tests.servers.cassandra_node import CassandraNode, may_write, signed_in
from tests.servers.cassandra_tables import Tables, set_up
from tests.servers.front import Front
from tests.servers.java_building import build_server
from tests.stores.fronted_place import FrontedPlace, connection_through
from tests.stores.harness import Ability, Harness, Installer, Place, Records

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator, Mapping, Sequence

    from profile_browser.domain.record import RecordLayout


# The length of a statement in a request, which is below 65,536 here, and its first word.
_STATEMENT = re.compile(rb"\0\0(..)(?=[A-Z]+ )", re.DOTALL)


class _CassandraPlace(FrontedPlace):
    absent: Mapping[str, str] = {"database": "no_such_keyspace"}

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


class _CassandraHarness:
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
            connection = connection_through(front.port, KIND, location, layout, tls=tls is not None)
            yield _CassandraPlace(connection, front)


CASSANDRA_HARNESS: Harness = _CassandraHarness()
