"""One request and its answer: its id, its deadline, and what the log says at its end."""

from __future__ import annotations

import asyncio
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from profile_browser.domain.gateway_api import (
    API_VERSION,
    API_VERSION_HEADER,
    REASON_HEADER,
    REQUEST_ID_HEADER,
    Caller,
    GatewayReason,
)
from profile_browser.gateway.operation.request_log import RequestRecord
from profile_browser.gateway.problems import RefusedRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Message, Scope, Send

    from profile_browser.domain.problem import Problem
    from profile_browser.gateway.callers.authentication import Identity
    from profile_browser.gateway.services import Services
    from profile_browser.gateway.store_pool import Question

_Answer = TypeVar("_Answer")
KEY = "profile_browser.request_context"
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


class RequestContext:
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

    async def identify(self, authorization: str | None) -> Identity:
        """Find out who asks, by the Authorization header. Raises RefusedRequestError."""
        self.identity = await self.services.authenticator.identify(authorization)
        return self.identity

    def count(self, cost: int = 1) -> None:
        """Count a request of a caller who is known. Raises RefusedRequestError."""
        assert self.identity  # noqa: S101 - identify comes first
        if seconds := self.services.rate_limiter.take(self.identity, cost):
            raise RefusedRequestError(GatewayReason.RATE_LIMITED, retry_after=seconds)

    def reason(self, headers: Mapping[str, str]) -> str:
        """Return the reason that a request states. Raises RefusedRequestError."""
        return self.services.recorder.reason(headers.get(REASON_HEADER))

    async def ask(self, question: Question[_Answer]) -> _Answer | Problem:
        """Return the store's answer to a question, recorded in the audit log.

        Return a problem if it does not come before the deadline. Raises RefusedRequestError.
        """
        recorder, caller = self.services.recorder, self.caller
        return await self.services.store.ask(
            lambda store: question(recorder.audited(store, caller)), self.deadline
        )

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


def context_of(scope: Scope) -> RequestContext:
    """Return the context that a request's ASGI scope belongs to."""
    found: RequestContext = scope[KEY]
    return found
