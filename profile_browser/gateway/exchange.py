"""One request and its answer: its id, its deadline, and what the log says at its end."""

from __future__ import annotations

import asyncio
import logging
import secrets
from time import perf_counter
from typing import TYPE_CHECKING

from profile_browser.domain.gateway_api import (
    API_VERSION,
    API_VERSION_HEADER,
    REQUEST_ID_HEADER,
    Caller,
)
from profile_browser.domain.problem import Reason
from profile_browser.gateway import problems
from profile_browser.gateway.answers import problem_answer
from profile_browser.gateway.guards import RefusedRequestError, RequestRecord

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from profile_browser.gateway.guards import Identity
    from profile_browser.gateway.services import Services

_log = logging.getLogger(__name__)
_KEY = "profile_browser.exchange"
_HEADERS = [
    (API_VERSION_HEADER.lower().encode(), str(API_VERSION).encode()),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
]
_ID_HEADER = REQUEST_ID_HEADER.lower().encode()
_ID_BYTES = 12


class Exchange:
    """What is known of a request. ``deadline`` is a time of the event loop."""

    __slots__ = (
        "cause", "deadline", "desk", "identity", "outcome", "person", "request_id", "route",
        "started", "status",
    )  # fmt: skip

    def __init__(self, scope: Scope, seconds: float) -> None:
        client = scope.get("client")
        self.request_id = secrets.token_hex(_ID_BYTES)
        self.desk: str = client[0] if client else ""
        self.deadline = asyncio.get_running_loop().time() + seconds
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


def exchange_of(request: Request) -> Exchange:
    """Return the exchange that a request belongs to."""
    found: Exchange = request.scope[_KEY]
    return found


class ExchangeMiddleware:
    """Gives each request an id, and each answer its headers, its log line and its count.

    It routes on the path as it was sent, so that ``%2F`` is part of a username. HEAD is answered as
    GET without the content.
    """

    def __init__(self, app: ASGIApp, services: Services) -> None:
        self._app, self._services = app, services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = Exchange(scope, self._services.seconds)
        method: str = scope["method"]
        headers = [*_HEADERS, (_ID_HEADER, exchange.request_id.encode())]

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                exchange.status = message["status"]
                message["headers"] = [*message["headers"], *headers]
            elif method == "HEAD":
                message["body"] = b""
            await send(message)

        inner = {
            **scope,
            "method": "GET" if method == "HEAD" else method,
            "path": scope["raw_path"].decode("latin-1"),
            _KEY: exchange,
        }
        try:
            await self._app(inner, receive, send_with_headers)
        except RefusedRequestError as error:
            exchange.outcome = error.reason
            content = problems.of_refusal(error, exchange.request_id)
            await problem_answer(content)(inner, receive, send_with_headers)
        except Exception as error:  # noqa: BLE001 - logged, and no traceback leaves the program
            await self._answer_failure(error, exchange, inner, receive, send_with_headers)
        finally:
            record = exchange.record(method)
            self._services.request_log.write(record)
            self._services.metrics.observe(record.route, record.outcome, record.seconds)

    async def _answer_failure(
        self, error: Exception, exchange: Exchange, scope: Scope, receive: Receive, send: Send
    ) -> None:
        _log.error("The gateway failed unexpectedly", exc_info=error)
        exchange.outcome = Reason.UNEXPECTED
        if exchange.status:  # the answer has begun: closing it is all that is left
            raise error
        content = problems.of_failure(exchange.request_id)
        await problem_answer(content)(scope, receive, send)
