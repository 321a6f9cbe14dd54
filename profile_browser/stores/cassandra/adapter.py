"""Cassandra as a kind of store. Its driver is imported on the thread that connects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.store_kind import SEARCHES, Capability, Scheme, StoreKind
from profile_browser.stores.adapter import StoreAdapter, staged_check
from profile_browser.stores.cassandra.place import LOCATION_KEYS, MAX_KEY_BYTES, Place

if TYPE_CHECKING:
    from profile_browser.domain.address import Address
    from profile_browser.domain.connection import Connection
    from profile_browser.stores.cassandra.source import CassandraSource


def _open_source(connection: Connection) -> CassandraSource:
    from profile_browser.stores.cassandra.source import open_source

    return open_source(connection)


def _open_session(connection: Connection, address: Address) -> CassandraSource:
    from profile_browser.stores.cassandra.source import CassandraSource

    return CassandraSource(connection, address)


def _id_template(connection: Connection) -> str:
    return Place.of(connection).id_template


def _index_script(connection: Connection) -> str:
    from profile_browser.stores.cassandra.indexes import index_script_of

    return index_script_of(Place.of(connection))


KIND = StoreKind(
    name="cassandra",
    title="Cassandra",
    schemes=(
        Scheme("cassandras", 9042, encrypted=True),  # one port serves both, as the server is set up
        Scheme("cassandra", 9042, encrypted=False),
    ),
    location=LOCATION_KEYS,
    # Cassandra keeps a time for each value and not for a record.
    capabilities=frozenset({*SEARCHES, Capability.SUGGEST}),
    right="permission",
    search_index="an index or the search table",
    extra="cassandra",
    drivers=frozenset({"cassandra"}),
)
CASSANDRA = StoreAdapter(
    kind=KIND,
    open_source=_open_source,
    check=staged_check(_open_session, _id_template),
    index_script=_index_script,
    longest_id=lambda _: MAX_KEY_BYTES,
    id_template=_id_template,
)
