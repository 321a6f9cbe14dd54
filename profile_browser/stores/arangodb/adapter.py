"""ArangoDB as a kind of store. httpx is imported on the thread that reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.store_kind import Scheme, StoreKind
from profile_browser.stores.adapter import StoreAdapter, staged_check
from profile_browser.stores.arangodb.place import LOCATION_KEYS, Place

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.stores.arangodb.source import ArangoDBSource


def _open_source(connection: Connection) -> ArangoDBSource:
    from profile_browser.stores.arangodb.source import open_source

    return open_source(connection)


def _index_script(connection: Connection) -> str:
    from profile_browser.stores.arangodb.indexes import index_script_of

    return index_script_of(Place.of(connection))


def _id_template(connection: Connection) -> str:
    return Place.of(connection).id_template


KIND = StoreKind(
    name="arangodb",
    title="ArangoDB",
    schemes=(
        Scheme("arangodb+https", 8529, encrypted=True),
        Scheme("arangodb+http", 8529, encrypted=False),
    ),
    location=LOCATION_KEYS,
    revision="_rev",
    right="access level",
    search_index="an index of a computed value",
    extra="http",
    drivers=frozenset({"httpx"}),
)
ARANGODB = StoreAdapter(
    kind=KIND,
    open_source=_open_source,
    check=staged_check(lambda connection, _: _open_source(connection), _id_template),
    index_script=_index_script,
    longest_id=lambda connection: Place.of(connection).longest_key,
    id_template=_id_template,
)
