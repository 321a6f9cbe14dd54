"""What the routes use: the store pool, the guards, and the records of requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from profile_browser.domain.gateway_api import Right
from profile_browser.gateway.guards import Identity
from profile_browser.gateway.readiness import Readiness
from profile_browser.gateway.store_pool import AskedStore, DirectStore, StorePool
from profile_browser.stores.registry import STORES
from profile_browser.stores.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.domain.audit import AuditLogger
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.gateway_api import Caller
    from profile_browser.domain.store import ProfileStore
    from profile_browser.gateway.guards import (
        Authenticator,
        Metrics,
        RateLimiter,
        RequestLog,
        RequestRecord,
    )

MOST_STORES = 32
SECONDS_FOR_ANSWER = 30.0


@dataclass(frozen=True)
class Services:
    """Everything that the gateway's routes use. ``seconds`` bounds each answer."""

    connection: Connection
    store: AskedStore
    authenticator: Authenticator
    rate_limiter: RateLimiter
    request_log: RequestLog
    metrics: Metrics
    open_audit_log: Callable[[Caller], AuditLogger]
    readiness: Readiness
    seconds: float = SECONDS_FOR_ANSWER
    has_docs: bool = False


def make_store(connection: Connection, most: int = MOST_STORES) -> AskedStore:
    """Return how the store of a connection is asked: the sample data directly."""

    def open_store() -> ProfileStore:
        return Store(connection, STORES.adapter_of(connection))

    return DirectStore(open_store()) if connection.is_sample else StorePool(open_store, most)


class _Open:
    """Lets everybody in and records nothing, until the guards are there."""  # for the skeleton

    async def identify(self, _authorization: str | None) -> Identity:
        return Identity("open", frozenset(Right), 0)

    def take(self, _identity: Identity) -> float:
        return 0.0

    def write(self, _record: RequestRecord) -> None: ...

    def observe(self, _route: str, _outcome: str, _seconds: float) -> None: ...


def make_services(
    connection: Connection,
    open_audit_log: Callable[[Caller], AuditLogger],
    *,
    has_docs: bool = False,
) -> Services:
    """Return the services for a connection."""
    store = make_store(connection)
    return Services(
        connection=connection,
        store=store,
        readiness=Readiness(connection, store),
        authenticator=_Open(),
        rate_limiter=_Open(),
        request_log=_Open(),
        metrics=_Open(),
        open_audit_log=open_audit_log,
        has_docs=has_docs,
    )
