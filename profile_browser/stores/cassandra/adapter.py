"""Cassandra as a kind of store. Its driver is imported on the thread that connects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.store_kind import SEARCHES, Capability, LocationKey, Scheme, StoreKind
from profile_browser.stores.adapter import StoreAdapter, staged_check
from profile_browser.stores.location import key_field

if TYPE_CHECKING:
    from profile_browser.domain.address import Address
    from profile_browser.domain.connection import Connection
    from profile_browser.stores.cassandra.source import CassandraSource

_CONSISTENCIES = ("LOCAL_QUORUM", "LOCAL_ONE", "QUORUM", "ONE")
_LOCATION_KEYS = (
    LocationKey(
        "database",
        "Keyspace",
        "the keyspace that holds the profiles",
        required=True,
        others=("keyspace",),
    ),
    LocationKey(
        "collection", "Table", "the table that holds the profiles", required=True, others=("table",)
    ),
    key_field("username", "column"),
    LocationKey(
        "search_table",
        "Search table",
        "the table for searches by the beginning of a name, if there is one",
        enables=frozenset({Capability.BEGINNING, Capability.SUGGEST}),
    ),
    LocationKey(
        "consistency",
        "Consistency",
        "the consistency level of reads, if it is not LOCAL_QUORUM",
        placeholder=_CONSISTENCIES[0],
        default=_CONSISTENCIES[0],
        choices=_CONSISTENCIES,
    ),
)


def _open_source(connection: Connection) -> CassandraSource:
    from profile_browser.stores.cassandra.source import open_source

    return open_source(connection)


def _open_session(connection: Connection, address: Address) -> CassandraSource:
    from profile_browser.stores.cassandra.source import CassandraSource

    return CassandraSource(connection, address)


def _index_script(connection: Connection) -> str:
    from profile_browser.stores.cassandra.indexes import index_script_of
    from profile_browser.stores.cassandra.place import Place

    return index_script_of(Place.of(connection))


KIND = StoreKind(
    name="cassandra",
    title="Cassandra",
    schemes=(
        Scheme("cassandras", 9042, encrypted=True),  # one port serves both, as the server is set up
        Scheme("cassandra", 9042, encrypted=False),
    ),
    location=_LOCATION_KEYS,
    # Cassandra keeps a time for each value and not for a record.
    capabilities=frozenset({*SEARCHES, Capability.SUGGEST, Capability.MANY}),
    right="permission",
    search_index="an index or the search table",
    longest_id=65_535,  # the server's own limit
    extra="cassandra",
    drivers=frozenset({"cassandra"}),
)
CASSANDRA = StoreAdapter(
    kind=KIND,
    open_source=_open_source,
    check=staged_check(_open_session),
    index_script=_index_script,
)
