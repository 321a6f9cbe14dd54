"""What the routes use: the store, the guards, and the records of requests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from profile_browser.gateway.bounds import BatchesAtOnce, BoundedStore
from profile_browser.gateway.sign_in import SignInGuard
from profile_browser.gateway.store_pool import AskedStore, DirectStore, StorePool
from profile_browser.stores.registry import STORES
from profile_browser.stores.store import Store

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.gateway_rules import GatewayRules
    from profile_browser.domain.store import ProfileStore
    from profile_browser.gateway.guards import (
        Authenticator,
        DeskFinder,
        Metrics,
        RateLimiter,
        RequestLog,
    )
    from profile_browser.gateway.readiness import Readiness
    from profile_browser.gateway.recording import Recorder

MOST_STORES = 32  # open at once, each with a thread


@dataclass(frozen=True)
class Services:
    """Everything that the gateway's routes use."""

    connection: Connection
    rules: GatewayRules
    store: AskedStore
    readiness: Readiness
    authenticator: Authenticator
    rate_limiter: RateLimiter
    desks: DeskFinder
    recorder: Recorder
    request_log: RequestLog
    metrics: Metrics
    has_docs: bool = False
    sign_in: SignInGuard = field(default_factory=SignInGuard)
    batches: BatchesAtOnce = field(default_factory=BatchesAtOnce)


def make_store(connection: Connection, rules: GatewayRules) -> AskedStore:
    """Return how the store of a connection is asked: the sample data on the event loop."""

    def open_store() -> ProfileStore:
        return Store(connection, STORES.adapter_of(connection))

    is_direct = connection.is_sample and not connection.audit  # the audit log waits for the disk
    store = DirectStore(open_store()) if is_direct else StorePool(open_store, MOST_STORES)
    return BoundedStore(store, rules.requests_at_once)
