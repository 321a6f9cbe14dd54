"""Bounds the size of requests, and their time to arrive."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from profile_browser.domain.gateway_api import GatewayReason
from profile_browser.gateway.problems import RefusedRequestError
from profile_browser.gateway.store_pool import BUSY_SECONDS
from profile_browser.messages.gateway import NOT_HTTP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import ASGIApp, Message, Receive, Scope, Send


LARGEST_HEAD = 32_768  # bytes of the path, the query and the headers
MOST_HEADERS = 100
MOST_BATCHES = 8  # of one caller at once
_SINGLE = frozenset({b"authorization", b"content-length", b"host"})


class BoundedRequests:
    """Raises RefusedRequestError for a request that is too large, or arrives too slowly.

    ``largest`` is in bytes. The content has ``seconds`` to arrive from the end of the headers.
    """

    def __init__(self, app: ASGIApp, largest: int, seconds: float) -> None:
        self._app, self._largest, self._seconds = app, largest, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request within the bounds."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._content_length(scope) == 0:
            await self._app(scope, receive, send)
        else:
            await self._app(scope, self._bounded(receive), send)

    def _content_length(self, scope: Scope) -> int | None:
        """Return how long the content is; None if only its end will tell."""
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        size = len(scope["raw_path"]) + len(scope["query_string"])
        size += sum(len(name) + len(value) for name, value in headers)
        if size > LARGEST_HEAD or len(headers) > MOST_HEADERS:
            raise RefusedRequestError(GatewayReason.REQUEST_TOO_LARGE)
        names = [name for name, _ in headers if name in _SINGLE]
        if len(names) != len(set(names)):
            raise RefusedRequestError(GatewayReason.REQUEST_NOT_VALID, fault=NOT_HTTP)
        by_name = dict(headers)
        if b"transfer-encoding" in by_name:
            return None
        length = int(by_name.get(b"content-length", b"0"))  # digits, as the parser has checked
        if length > self._largest:
            raise RefusedRequestError(GatewayReason.REQUEST_TOO_LARGE)
        return length

    def _bounded(self, receive: Receive) -> Receive:
        until = asyncio.get_running_loop().time() + self._seconds
        size, complete = 0, False

        async def receive_bounded() -> Message:
            nonlocal size, complete
            if complete:  # what comes now is the end of the connection
                return await receive()
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                raise RefusedRequestError(GatewayReason.REQUEST_TIMED_OUT) from None
            size += len(message.get("body", b""))
            if size > self._largest:
                raise RefusedRequestError(GatewayReason.REQUEST_TOO_LARGE)
            complete = not message.get("more_body", False)
            return message

        return receive_bounded


class BatchesAtOnce:
    """Lets each caller have only so many batches at once.

    The rate limit counts a batch by its usernames, and so only when all of it is in memory.
    """

    def __init__(self) -> None:
        self._now: Counter[str] = Counter()

    @contextmanager
    def place_for(self, name: str) -> Iterator[None]:
        """Keep a place for a batch of a caller. Raises RefusedRequestError."""
        if self._now[name] >= MOST_BATCHES:
            raise RefusedRequestError(GatewayReason.GATEWAY_BUSY, retry_after=BUSY_SECONDS)
        self._now[name] += 1
        try:
            yield
        finally:
            self._now[name] -= 1
            if not self._now[name]:
                del self._now[name]
