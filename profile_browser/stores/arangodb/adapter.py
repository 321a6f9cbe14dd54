"""ArangoDB as a kind of store. httpx is imported on the thread that reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.store_kind import Scheme, StoreKind
from profile_browser.stores.adapter import StoreAdapter, staged_check
from profile_browser.stores.location import COLLECTION, DATABASE, key_field

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.stores.arangodb.source import ArangoDBSource

# The server limits a document, not a field. This is far more than a username needs.
_LONGEST_FIELD = 1024


def _open_source(connection: Connection) -> ArangoDBSource:
    from profile_browser.stores.arangodb.source import ArangoDBSource

    return ArangoDBSource.opened(connection)


def _index_script(connection: Connection) -> str:
    from profile_browser.stores.arangodb.indexes import index_script_of
    from profile_browser.stores.arangodb.place import Place

    return index_script_of(Place.of(connection))


KIND = StoreKind(
    name="arangodb",
    title="ArangoDB",
    schemes=(
        Scheme("arangodb+https", 8529, encrypted=True),
        Scheme("arangodb+http", 8529, encrypted=False),
    ),
    location=(DATABASE, COLLECTION, key_field("_key", longest_id=_LONGEST_FIELD)),
    keeps_times=False,
    right="access level",
    search_index="an index of a computed value",
    longest_id=254,  # of a primary key; the server's own limit
    extra="http",
    drivers=frozenset({"httpx"}),
)
ARANGODB = StoreAdapter(
    kind=KIND,
    open_source=_open_source,
    check=staged_check(lambda connection, _: _open_source(connection)),
    index_script=_index_script,
)
