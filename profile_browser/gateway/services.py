"""What the routes use: the store, the checks of callers, and the records of requests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from profile_browser.gateway.network.bounds import BatchesAtOnce

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.gateway_rules import GatewayRules
    from profile_browser.gateway.callers.authentication import Identity
    from profile_browser.gateway.network.proxies import DeskFinder
    from profile_browser.gateway.operation.audit import Recorder
    from profile_browser.gateway.operation.request_log import RequestRecord
    from profile_browser.gateway.readiness import Readiness
    from profile_browser.gateway.store_access import StoreAccess


class Authenticator(Protocol):
    """Tells who asks."""

    async def identify(self, authorization: str | None) -> Identity:
        """Return who sends this Authorization header. Raises RefusedRequestError."""
        ...


class RateLimiter(Protocol):
    """Counts requests by who asks."""

    def take(self, identity: Identity, cost: int = 1) -> float:
        """Count a request. Return the seconds to wait before the next try; 0 if it may pass."""
        ...


class RequestLog(Protocol):
    """Writes a line for each request."""

    def write(self, record: RequestRecord) -> None:
        """Write the line of a request that ended. It must not block."""
        ...


class Metrics(Protocol):
    """Counts requests."""

    def begin(self) -> None:
        """Count a request that begins."""
        ...

    def observe(self, route: str, outcome: str, seconds: float) -> None:
        """Count a request that ended."""
        ...


@dataclass(frozen=True)
class Services:
    """Everything that the gateway's routes use."""

    connection: Connection
    rules: GatewayRules
    store: StoreAccess
    readiness: Readiness
    authenticator: Authenticator
    rate_limiter: RateLimiter
    desks: DeskFinder
    recorder: Recorder
    request_log: RequestLog
    metrics: Metrics
    has_docs: bool = False
    batches: BatchesAtOnce = field(default_factory=BatchesAtOnce)
