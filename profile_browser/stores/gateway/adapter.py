"""A gateway of this program as a kind of store. httpx is imported on the thread that reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.store_kind import Capability, Scheme, Secret, StoreKind
from profile_browser.stores.adapter import StoreAdapter, staged_check

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.stores.gateway.source import GatewaySource


def _open_source(connection: Connection) -> GatewaySource:
    from profile_browser.stores.gateway.source import GatewaySource

    return GatewaySource.opened(connection)


def _no_index_script(_: Connection) -> str:
    return ""


KIND = StoreKind(
    name="gateway",
    title="Gateway",
    schemes=(
        Scheme("https", 443, encrypted=True),
        Scheme("http", 80, encrypted=False, local_only=True),  # anybody could read the token
    ),
    capabilities=frozenset(Capability) - {Capability.SUGGEST},
    right="right",
    longest_id=4096,  # the gateway knows the limit of its store
    extra="http",
    drivers=frozenset({"httpx"}),
    secret=Secret.TOKEN,
    is_gateway=True,
)
GATEWAY = StoreAdapter(
    kind=KIND,
    open_source=_open_source,
    check=staged_check(lambda connection, _: _open_source(connection)),
    index_script=_no_index_script,
)
