"""MongoDB for the suite: pymongo against SecantusDB, behind a front."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any

from pymongo import MongoClient
from pymongo.errors import OperationFailure

from profile_browser.domain.document import document_id
from profile_browser.domain.matching import entries_of
from profile_browser.stores.mongodb.adapter import KIND, MONGODB
from profile_browser.stores.mongodb.indexes import definitions_of
from profile_browser.stores.mongodb.place import Place as MongoPlace
from profile_browser.stores.mongodb.values import flat_values
from tests.servers.front import Front
from tests.servers.mongodb_server import MongoDBServer
from tests.servers.mongodb_wire import commands_in, names_of
from tests.servers.package_installing import install_for_python
from tests.stores.fronted_place import FrontedPlace, connection_through
from tests.stores.harness import Ability, Harness, Installer, Place, Records

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator, Mapping, Sequence

    from profile_browser.domain.record import RecordLayout

Client = MongoClient[dict[str, Any]]

_NO_RIGHT = 13
_READS = {"find", "getMore", "listCollections", "listIndexes"}
_SESSION = {"hello", "ismaster", "saslStart", "saslContinue", "endSessions"}


class _MongoDBPlace(FrontedPlace):
    def writes(self) -> Sequence[str]:
        names = names_of(commands_in(self.received))
        return [name for name in names if name not in _READS | _SESSION]

    def may_write(self) -> bool:
        connection, where = self.connection, self.connection.location
        with _client(connection.connection_string, connection.username) as client:
            try:
                client[where["database"]][where["collection"]].insert_one({})
            except OperationFailure as error:
                return error.code != _NO_RIGHT
        return True


class _MongoDBHarness:
    adapter = MONGODB
    lacks: Mapping[Ability, str] = {
        Ability.DETAILS: "MongoDB keeps no details of a document",
    }
    _server: MongoDBServer

    def __init__(self) -> None:
        self._numbers = count()

    @contextmanager
    def start(self, install: Installer) -> Iterator[None]:
        with MongoDBServer(install(install_for_python, "secantus"), []) as self._server:
            yield

    @contextmanager
    def put(
        self, records: Records, layout: RecordLayout, tls: ssl.SSLContext | None = None
    ) -> Iterator[Place]:
        with Front(self._server.port, tls=tls) as front:
            location = {
                "database": MongoDBServer.database,
                "collection": f"people{next(self._numbers)}",
                "names_field": "names",
            }
            connection = connection_through(front.port, KIND, location, layout, tls=tls is not None)
            self._fill(MongoPlace.of(connection), records)
            yield _MongoDBPlace(connection, front)

    def _fill(self, place: MongoPlace, records: Records) -> None:
        server = f"mongodb://127.0.0.1:{self._server.port}"
        with _client(server, MongoDBServer.administrator) as client:
            people = client[place.database][place.collection]
            path = place.layout.path_of("full_name")
            for username, record in records.items():
                identified = {"_id": document_id(username, template=place.layout.id), **record}
                name = flat_values(record, [path]).get(path)
                names = sorted(entries_of(name)) if isinstance(name, str) else []
                people.insert_one({**identified, place.names_field: names})
            for name, (fields, options) in definitions_of(place).items():
                people.create_index([(field, 1) for field in fields], name=name, **options)


def _client(address: str, username: str) -> Client:
    return MongoClient(address, username=username, password=MongoDBServer.password)


MONGODB_HARNESS: Harness = _MongoDBHarness()
