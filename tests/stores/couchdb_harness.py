"""CouchDB for the suite: its protocol as PouchDB speaks it, behind a front."""

from __future__ import annotations

import re
from contextlib import contextmanager
from http import HTTPStatus
from itertools import count
from typing import TYPE_CHECKING

from profile_browser.stores.couchdb.adapter import COUCHDB, KIND
from profile_browser.stores.couchdb.designs import database_path_of, designs_of
from tests.servers.couchdb_server import CouchDBServer
from tests.servers.front import Front
from tests.servers.package_installing import install_for_node
from tests.stores.fronted_place import FrontedPlace, connection_through
from tests.stores.harness import Ability

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator, Mapping, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.record import RecordLayout
    from tests.stores.harness import Harness, Installer, Place, Records

_REQUEST = re.compile(rb"([A-Z]+) (/\S*) HTTP/1\.1\r\n")
_READING_POSTS = (b"/_find", b"/_view/entries/queries", b"/_view/rows")


class _CouchDBPlace(FrontedPlace):
    """A database of its own, reached through a front."""

    absent: Mapping[str, str] = {"database": "no-such/database"}

    def __init__(self, connection: Connection, front: Front, server: CouchDBServer) -> None:
        super().__init__(connection, front)
        self._server = server

    def writes(self) -> Sequence[str]:
        return [
            f"{method.decode()} {path.decode()}"
            for method, path in _REQUEST.findall(self.received)
            if method != b"GET" and not (method == b"POST" and path.endswith(_READING_POSTS))
        ]

    def may_write(self) -> bool:
        connection = self.connection
        with self._server.client(connection.username) as client:
            answer = client.put(f"{database_path_of(connection)}/new", json={})
        return answer.status_code != HTTPStatus.FORBIDDEN


class CouchDBHarness:
    """One server; each place is a database of its own."""

    adapter = COUCHDB
    lacks: Mapping[Ability, str] = {Ability.SIGN_IN: "each request over HTTP signs in"}
    server: CouchDBServer

    def __init__(self) -> None:
        self._numbers = count()

    @contextmanager
    def start(self, install: Installer) -> Iterator[None]:
        with CouchDBServer(install(install_for_node, "pouchdb")) as self.server:
            yield

    @contextmanager
    def put(
        self, records: Records, layout: RecordLayout, tls: ssl.SSLContext | None = None
    ) -> Iterator[Place]:
        with Front(self.server.port, tls=tls) as front:
            location = {"database": f"people/eu+{next(self._numbers)}"}
            connection = connection_through(front.port, KIND, location, layout, tls=tls is not None)
            documents = [
                {"_id": connection.id_of(name), **record} for name, record in records.items()
            ]
            path = database_path_of(connection)
            self.server.create(path, documents, designs_of(connection))
            yield _CouchDBPlace(connection, front, self.server)


COUCHDB_HARNESS: Harness = CouchDBHarness()
