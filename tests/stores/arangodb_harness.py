"""ArangoDB for the suite: httpx against the node of tests/servers/arangodb, behind a front."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

from profile_browser.domain.document import document_id
from profile_browser.stores.arangodb.adapter import ARANGODB, KIND
from profile_browser.stores.arangodb.indexes import ANALYZER, computed_value_of, indexes_of
from profile_browser.stores.arangodb.place import Place as ArangoDBStorePlace
from tests.servers.accounts import READER, STRANGER
from tests.servers.arangodb_node import ArangoDBNode
from tests.servers.front import Front
from tests.stores.fronted_place import FrontedPlace, connection_through
from tests.stores.harness import Ability

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator, Mapping, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.record import RecordLayout
    from tests.stores.harness import Harness, Installer, Place, Records

COLLECTION = "people"
# A key of the server has only ASCII characters, so the records are identified by a field.
KEY_FIELD = "record_id"
_READS = ("/_api/cursor", "/_open/auth")


class ArangoDBPlace(FrontedPlace):
    """A database of its own in the node."""

    def __init__(self, connection: Connection, front: Front, node: ArangoDBNode) -> None:
        super().__init__(connection, front)
        self._node = node
        self._path = f"/_db/{connection.location['database']}"

    def writes(self) -> Sequence[str]:
        """Return the requests that may write, and the queries that the node's AQL does not know."""
        asked = [each for each in self._node.server.requests if each[0] == READER]
        return [
            f"{method} {path} {error}"
            for _, method, path, error in asked
            if error or (method != "GET" and not path.endswith(_READS))
        ]

    def may_write(self) -> bool:
        path = f"{self._path}/_api/document/{COLLECTION}"
        return self._node.order("POST", path, {"username": "x"}, READER)[0] < 400


class _ArangoDBHarness:
    adapter = ARANGODB
    lacks: Mapping[Ability, str] = {Ability.SIGN_IN: "each request over HTTP signs in"}

    def __init__(self) -> None:
        self._numbers = count()

    @contextmanager
    def start(self, _install: Installer) -> Iterator[None]:
        with ArangoDBNode() as self._node:
            for account in (READER, STRANGER):
                self._node.order(
                    "POST", "/_api/user", {"user": account, "passwd": self._node.password}
                )
            yield

    @contextmanager
    def put(
        self, records: Records, layout: RecordLayout, tls: ssl.SSLContext | None = None
    ) -> Iterator[Place]:
        node, database = self._node, f"shop{next(self._numbers)}"
        place = ArangoDBStorePlace(database, COLLECTION, KEY_FIELD, layout)
        prepare(node, place)
        stored = [
            {KEY_FIELD: document_id(username, 1024, layout.id), **record}
            for username, record in records.items()
        ]
        status, answer = node.order("POST", f"/_db/{database}/_api/document/{COLLECTION}", stored)
        assert status == 202, answer
        node.server.requests.clear()
        with Front(node.port, tls=tls) as front:
            yield ArangoDBPlace(connection_to(front.port, place, tls=tls is not None), front, node)


def prepare(node: ArangoDBNode, place: ArangoDBStorePlace) -> None:
    """Create the collection with all that searches need, and let staff read it."""
    path = f"/_db/{place.database}/_api"
    properties = {"computedValues": [computed_value_of(place)]}
    for method, asked, body in (
        ("POST", "/_api/database", {"name": place.database}),
        ("POST", f"{path}/collection", {"name": place.collection}),
        ("PUT", f"{path}/collection/{place.collection}/properties", properties),
        ("POST", f"{path}/analyzer", ANALYZER),
        *(
            ("POST", f"{path}/index?collection={place.collection}", index)
            for index in indexes_of(place)
        ),
    ):
        status, answer = node.order(method, asked, body)
        assert status in (200, 201), answer
    for account, level in ((READER, "ro"), (STRANGER, "none")):
        granted = f"/_api/user/{account}/database/{place.database}"
        node.order("PUT", granted, {"grant": "ro"})
        node.order("PUT", f"{granted}/{place.collection}", {"grant": level})


def connection_to(port: int, place: ArangoDBStorePlace, *, tls: bool = False) -> Connection:
    """Return a connection to this place, with the account that may only read."""
    location = {
        "database": place.database,
        "collection": place.collection,
        "key_field": place.key_field,
    }
    return connection_through(port, KIND, location, place.layout, tls=tls)


ARANGODB_HARNESS: Harness = _ArangoDBHarness()
