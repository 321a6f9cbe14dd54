"""ArangoDB as a kind of store. httpx is imported on the thread that reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.store_kind import Scheme, StoreKind
from profile_browser.stores.adapter import StoreAdapter
from profile_browser.stores.arangodb.place import LOCATION_KEYS, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profile_browser.domain.check import StageResult
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store import ProfileSource


def _open_source(connection: Connection) -> ProfileSource:
    from profile_browser.stores.arangodb.source import open_source

    return open_source(connection)


def _check(connection: Connection, username: str = "") -> Iterator[StageResult]:
    from profile_browser.stores.arangodb.check import check_connection

    yield from check_connection(connection, username)


def _index_script(connection: Connection) -> str:
    from profile_browser.stores.arangodb.indexes import index_script_of

    return index_script_of(Place.of(connection))


def _longest_id(connection: Connection) -> int:
    return Place.of(connection).longest_key


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
    extra="http",
    drivers=frozenset({"httpx"}),
)
ARANGODB = StoreAdapter(
    kind=KIND,
    open_source=_open_source,
    check=_check,
    index_script=_index_script,
    longest_id=_longest_id,
    id_template=_id_template,
)
