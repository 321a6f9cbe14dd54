"""Cassandra as a kind of store. Its driver is imported on the thread that connects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.store_kind import SEARCHES, Capability, Scheme, StoreKind
from profile_browser.stores.adapter import StoreAdapter
from profile_browser.stores.cassandra.place import LOCATION_KEYS, MAX_KEY_BYTES, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profile_browser.domain.check import StageResult
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store import ProfileSource


def _open_source(connection: Connection) -> ProfileSource:
    from profile_browser.stores.cassandra.source import open_source

    return open_source(connection)


def _check(connection: Connection, username: str = "") -> Iterator[StageResult]:
    from profile_browser.stores.cassandra.check import check_connection

    yield from check_connection(connection, username)


def _index_script(connection: Connection) -> str:
    from profile_browser.stores.cassandra.indexes import index_script_of

    return index_script_of(Place.of(connection))


def _longest_id(_: Connection) -> int:
    return MAX_KEY_BYTES


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
    extra="cassandra",
    drivers=frozenset({"cassandra"}),
)
CASSANDRA = StoreAdapter(
    kind=KIND,
    open_source=_open_source,
    check=_check,
    index_script=_index_script,
    longest_id=_longest_id,
)
