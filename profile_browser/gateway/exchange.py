"""One request and its answer: its id, its deadline, and what the log says at its end."""

from __future__ import annotations

import asyncio
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING

from profile_browser.domain.gateway_api import (
    API_VERSION,
    API_VERSION_HEADER,
    REQUEST_ID_HEADER,
    Caller,
)
from profile_browser.gateway.guards import RequestRecord

if TYPE_CHECKING:
    from starlette.types import Message, Scope, Send

    from profile_browser.gateway.guards import Identity
    from profile_browser.gateway.services import Services

KEY = "profile_browser.exchange"
HEADERS = [
    (API_VERSION_HEADER.lower().encode(), str(API_VERSION).encode()),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
]
_ID_HEADER = REQUEST_ID_HEADER.lower().encode()
_ID_DIGITS = 24
_random = Random()  # noqa: S311 - ids are no secrets, and the system's own take ten times as long


def new_request_id() -> str:
    """Return an id for a request, in hexadecimal digits."""
    return f"{_random.getrandbits(4 * _ID_DIGITS):0{_ID_DIGITS}x}"


class Exchange:
    """What is known of a request. ``deadline`` is a time of the event loop."""

    __slots__ = (
        "cause", "deadline", "desk", "identity", "outcome", "person", "request_id", "route",
        "services", "started", "status",
    )  # fmt: skip

    def __init__(self, scope: Scope, services: Services) -> None:
        self.services = services
        self.request_id = new_request_id()
        self.desk = services.desks.desk_of(scope)
        self.deadline = asyncio.get_running_loop().time() + services.rules.request_timeout
        self.started = perf_counter()
        self.identity: Identity | None = None
        self.route = self.outcome = self.person = self.cause = ""
        self.status = 0

    @property
    def who(self) -> str:
        """The name of who asks; empty as long as it is not known."""
        return self.identity.name if self.identity else ""

    @property
    def caller(self) -> Caller:
        """Who asks, for the audit log."""
        return Caller(self.who, self.desk, self.request_id)

    def sender(self, send: Send) -> Send:
        """Return a function that sends an answer with the headers that every answer has."""
        headers = [*HEADERS, (_ID_HEADER, self.request_id.encode())]

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.status = message["status"]
                message["headers"] = [*message["headers"], *headers]
            await send(message)

        return send_with_headers

    def record(self, method: str) -> RequestRecord:
        """Return what the request log says."""
        return RequestRecord(
            self.request_id,
            method,
            self.route,
            self.status,
            self.outcome,
            perf_counter() - self.started,
            self.who,
            self.desk,
            self.person,
            self.cause,
        )


def exchange_of(scope: Scope) -> Exchange:
    """Return the exchange that a request's ASGI scope belongs to."""
    found: Exchange = scope[KEY]
    return found
