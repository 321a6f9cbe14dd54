"""Couchbase as a kind of store.

Importing the SDK takes 0.15 s and stalls other threads for part of that. So it is imported lazily,
on the thread that connects to a cluster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.store_kind import Scheme, StoreKind
from profile_browser.stores.adapter import StoreAdapter
from profile_browser.stores.couchbase.location import LOCATION_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profile_browser.domain.check import StageResult
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store import ProfileSource


def _open_source(connection: Connection) -> ProfileSource:
    from profile_browser.stores.couchbase.sdk_import import leave_out_unneeded

    leave_out_unneeded()
    from profile_browser.stores.couchbase.source import open_source

    return open_source(connection)


def _check(connection: Connection, username: str = "", _reason: str = "") -> Iterator[StageResult]:
    from profile_browser.stores.couchbase.sdk_import import leave_out_unneeded

    leave_out_unneeded()
    from profile_browser.stores.couchbase.check import check_connection

    yield from check_connection(connection, username)


def _index_script(connection: Connection) -> str:
    from profile_browser.stores.couchbase.statements import index_script_of

    return index_script_of(connection)


KIND = StoreKind(
    name="couchbase",
    title="Couchbase",
    schemes=(
        Scheme("couchbases", 11207, encrypted=True),
        Scheme("couchbase", 11210, encrypted=False),
    ),
    location=LOCATION_KEYS,
    # The cluster's web and query ports. The binary protocol just times out on them.
    web_ports=frozenset({*range(8091, 8098), *range(18091, 18098)}),
    parameters=frozenset({"network"}),
    revision="CAS",
)
COUCHBASE = StoreAdapter(
    kind=KIND,
    open_source=_open_source,
    check=_check,
    index_script=_index_script,
)
