"""MongoDB as a kind of store. Its driver is imported on the thread that connects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.store_kind import SEARCHES, Capability, LocationKey, Scheme, StoreKind
from profile_browser.stores.adapter import StoreAdapter
from profile_browser.stores.location import COLLECTION, DATABASE, key_field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profile_browser.domain.check import StageResult
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store import ProfileSource

_NAMES_FIELD = LocationKey(
    "names_field",
    "Names field",
    "the field that lists the words of full names, if there is one",
    is_path=True,
)


def _open_source(connection: Connection) -> ProfileSource:
    from profile_browser.stores.mongodb.source import open_source

    return open_source(connection)


def _check(connection: Connection, username: str = "", _reason: str = "") -> Iterator[StageResult]:
    from profile_browser.stores.mongodb.check import check_connection

    yield from check_connection(connection, username)


def _index_script(connection: Connection) -> str:
    from profile_browser.stores.mongodb.indexes import index_script_of
    from profile_browser.stores.mongodb.place import Place

    return index_script_of(Place.of(connection))


# The scheme alone says whether the connection is encrypted, as for every kind, so that no
# parameter can turn encryption or its checks off.
KIND = StoreKind(
    name="mongodb",
    title="MongoDB",
    schemes=(
        Scheme("mongodbs", 27017, encrypted=True),
        Scheme("mongodb+srv", 27017, encrypted=True, listed_by_dns=True),
        Scheme("mongodb", 27017, encrypted=False),
    ),
    location=(DATABASE, COLLECTION, key_field("_id"), _NAMES_FIELD),
    # MongoDB keeps no revision, expiry or last change of a document.
    capabilities=frozenset({*SEARCHES, Capability.SUGGEST, Capability.MANY}),
    parameters=frozenset({"authSource", "directConnection", "replicaSet"}),
    tls_parameters=frozenset({"ssl", "tls"}),
    # MongoDB limits a document, not an id. This is far more than a username needs.
    longest_id=1024,
    extra="mongodb",
    drivers=frozenset({"bson", "pymongo"}),
)
MONGODB = StoreAdapter(
    kind=KIND,
    open_source=_open_source,
    check=_check,
    index_script=_index_script,
)
