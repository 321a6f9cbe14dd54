"""CouchDB as a kind of store. httpx is imported on the thread that reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.store_kind import Capability, Scheme, StoreKind
from profile_browser.stores.adapter import StoreAdapter, staged_check
from profile_browser.stores.location import DATABASE

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.stores.couchdb.source import CouchDBSource


def _open_source(connection: Connection) -> CouchDBSource:
    from profile_browser.stores.couchdb.source import CouchDBSource

    return CouchDBSource.opened(connection)


def _index_script(connection: Connection) -> str:
    from profile_browser.stores.couchdb.designs import index_script_of

    return index_script_of(connection)


KIND = StoreKind(
    name="couchdb",
    title="CouchDB",
    schemes=(
        Scheme("couchdb+https", 6984, encrypted=True),
        Scheme("couchdb+http", 5984, encrypted=False),
    ),
    location=(DATABASE,),
    # What CouchDB finds by a list of ids is either whole records, with the hash, or a view, which
    # only has records of one type, and only where searches are set up. To `_find`, a list of ids is
    # a filter: it would read the whole database.
    capabilities=frozenset(Capability) - {Capability.MANY},
    keeps_times=False,
    search_index="a view",
    # CouchDB limits a document, not an id. This is far more than a username needs.
    longest_id=1024,
    extra="http",
    drivers=frozenset({"httpx"}),
)
COUCHDB = StoreAdapter(
    kind=KIND,
    open_source=_open_source,
    check=staged_check(lambda connection, _: _open_source(connection)),
    index_script=_index_script,
)
