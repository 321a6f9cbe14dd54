"""What stands between a request and the store, as protocols: ``services`` says which are used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.gateway_api import GatewayReason, Right


class RefusedRequestError(Exception):
    """A request that the gateway refuses by itself.

    ``retry_after`` is in seconds; 0 if waiting does not help. ``values`` fill the placeholders of
    the reason's sentences in ``messages/gateway.py``. They name no person and no token.
    """

    def __init__(
        self, reason: GatewayReason, *, retry_after: float = 0.0, **values: object
    ) -> None:
        super().__init__(reason.value)
        self.reason, self.retry_after, self.values = reason, retry_after, values


class Identity(NamedTuple):
    """Who asks: the name of a token or person, its rights, and its limit."""

    name: str
    may: frozenset[Right]
    requests_per_minute: int


class Authenticator(Protocol):
    """Tells who asks."""

    async def identify(self, authorization: str | None) -> Identity:
        """Return who sends this Authorization header. Raises RefusedRequestError.

        It must not block: a file is read, and keys are fetched, on another thread.
        """
        ...


class RateLimiter(Protocol):
    """Counts requests by who asks."""

    def take(self, identity: Identity, cost: int = 1) -> float:
        """Count a request. Return the seconds to wait before the next try; 0 if it may pass."""
        ...


class DeskFinder(Protocol):
    """Finds where a request comes from."""

    def desk_of(self, scope: Mapping[str, Any]) -> str:
        """Return the IP address of the desk that sent a request, given its ASGI scope."""
        ...


class RequestRecord(NamedTuple):
    """What is known of a request at its end.

    ``route`` is a template such as ``/users/{username}``; empty if there is none. ``outcome`` is
    ``found``, ``listed``, ``missing``, ``answered``, or the reason of a problem. ``person`` is what
    was asked for: it must be hashed before it is written. ``cause`` is a problem's details for an
    administrator.
    """

    request_id: str
    method: str
    route: str
    status: int
    outcome: str
    seconds: float
    who: str
    desk: str
    person: str
    cause: str = ""


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
