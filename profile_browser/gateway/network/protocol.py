"""uvicorn's protocol with an end to every wait: a slow or half-open client holds nobody up."""

from __future__ import annotations

import logging
import time
from collections import Counter
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from profile_browser.domain.gateway_api import GatewayReason
from profile_browser.gateway.network.bounds import LARGEST_HEAD

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

_log = logging.getLogger(__name__)
_SECONDS_BETWEEN_LINES = 60.0
_CHUNK = 262_144  # bytes that asyncio reads at once
_CHUNK_OVERHEAD = 8  # a chunk of one byte has at most this many
_MOST_WAITING = 32  # requests on one connection, behind the one that is being answered
_TOO_LARGE_HEAD, _NOT_VALID, _TIMED_OUT = 431, 400, 408


@dataclass(frozen=True)
class Waits:
    """How long a connection may take, in seconds.

    ``head`` is for the path and the headers, from the first byte on or from the start of the
    connection; ``request`` for the rest of the request and its answer; ``reading`` for a client to
    read what is left of an answer. ``check`` is how often these are looked at.
    """

    head: float = 10.0
    request: float = 40.0
    reading: float = 20.0
    check: float = 1.0


@dataclass
class ConnectionGuard:
    """What all connections share: how long they may take, and how many there may be.

    ``make_answer`` returns the bytes of an answer to a request that is refused with a reason and a
    status. ``may_connect`` and ``is_proxy`` are asked with an IP address; a proxy may have any
    number of connections up to ``most``.
    """

    make_answer: Callable[[GatewayReason, int], bytes]
    waits: Waits = field(default_factory=Waits)
    most: int = 1_000
    most_per_address: int = 256
    largest_body: int = 1_000_000  # bytes
    may_connect: Callable[[str], bool] = lambda _: True
    is_proxy: Callable[[str], bool] = lambda _: False
    clock: Callable[[], float] = time.monotonic
    _by_address: Counter[str] = field(default_factory=Counter)
    _log_again: float = 0.0

    def admit(self, address: str) -> bool:
        """Count a connection from an address, if it may have one more."""
        if refusal := self._refusal(address):
            self._log_refusal(refusal, address)
            return False
        self._by_address[address] += 1
        return True

    def leave(self, address: str) -> None:
        """Stop counting a connection, and forget an address without any."""
        self._by_address[address] -= 1
        if self._by_address[address] <= 0:
            del self._by_address[address]

    def _refusal(self, address: str) -> str:
        """Return why an address may have no more connections; or nothing."""
        if not self.may_connect(address):
            return "it is not a proxy"
        if self._by_address.total() >= self.most:
            return "there are too many"
        is_crowded = self._by_address[address] >= self.most_per_address
        return "it has too many" if is_crowded and not self.is_proxy(address) else ""

    def _log_refusal(self, why: str, address: str) -> None:
        """Log a refusal, but not each of many."""
        if self.clock() >= self._log_again:
            self._log_again = self.clock() + _SECONDS_BETWEEN_LINES
            _log.warning("A connection from %s was refused: %s", address, why)


class TooManyWaitingError(Exception):
    """A client that sends requests without end and reads no answers. The parser stops at it."""


def make_protocol(guard: ConnectionGuard) -> type[asyncio.Protocol]:
    """Return the class that uvicorn uses for each connection."""
    return type("GuardedConnection", (GuardedProtocol,), {"guard": guard})


class GuardedProtocol(HttpToolsProtocol):
    """A connection on which each stage has a deadline; the first that passes ends it."""

    guard: ConnectionGuard

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - passed on as they are
        super().__init__(*args, **options)
        self._address: str | None = None  # as long as the connection is counted
        self._head = self._request = self._reading = inf  # times of the event loop
        self._bytes = 0  # of the request so far
        self._check: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn does
        """Begin to wait for a request."""
        super().connection_made(transport)
        if not self.admit(self.client[0] if self.client else ""):
            transport.abort()
            return
        self._head = self.loop.time() + self.guard.waits.head
        self._check_later()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop all waiting."""
        if self._check:
            self._check.cancel()
        self._leave()
        super().connection_lost(exc)

    def admit(self, address: str) -> bool:
        """Count the connection, unless it was counted before its TLS handshake."""
        if self._address is None and self.guard.admit(address):
            self._address = address
        return self._address is not None

    def end_handshake(self, ended: asyncio.Future[None]) -> None:
        """Stop counting the connection if its TLS handshake failed."""
        if ended.cancelled() or ended.exception():
            self._leave()

    def _leave(self) -> None:
        if self._address is not None:
            self.guard.leave(self._address)
            self._address = None

    def data_received(self, data: bytes) -> None:
        """Read what has arrived, unless it is too much."""
        if self.transport.is_closing():
            return
        super().data_received(data)
        if self.transport.is_closing():
            return
        self._bytes += len(data)
        if self._head < inf and self._bytes > LARGEST_HEAD:
            self._refuse(GatewayReason.REQUEST_TOO_LARGE, _TOO_LARGE_HEAD)
        elif self._bytes > _CHUNK + LARGEST_HEAD + _CHUNK_OVERHEAD * self.guard.largest_body:
            self.transport.abort()
        elif self._is_forgotten():
            self._head = self.loop.time() + self.guard.waits.head

    def on_message_begin(self) -> None:
        """Begin to wait for the end of the headers."""
        super().on_message_begin()
        self._bytes = 0
        if self._head == inf:
            self._head = self.loop.time() + self.guard.waits.head

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a header. What follows a chunked content is none: it was not there when asked."""
        if self._head < inf:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Begin to answer."""
        self._head = inf
        if self._request == inf:  # else it waits behind another
            self._request = self.loop.time() + self.guard.waits.request
        super().on_headers_complete()
        if len(self.pipeline) > _MOST_WAITING:
            raise TooManyWaitingError

    def on_message_complete(self) -> None:
        """Stop waiting for the rest of a request that was answered before its end."""
        super().on_message_complete()
        if self.cycle.response_complete and not self.pipeline:
            self._request = inf

    def on_response_complete(self) -> None:
        """Begin to wait until the client has read the answer."""
        now = self.loop.time()
        self._request = now + self.guard.waits.request if self._is_unread() else inf
        if self.transport.get_write_buffer_size():
            self._reading = now + self.guard.waits.reading
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's own sentence
        """Answer what is not HTTP."""
        self._refuse(GatewayReason.REQUEST_NOT_VALID, _NOT_VALID)

    def _is_answered(self) -> bool:
        """Whether no request is being answered. Before the first one, there is no cycle."""
        return getattr(self.cycle, "response_complete", True)

    def _is_unread(self) -> bool:
        """Whether the rest of a request is to come, or others are waiting behind it."""
        return bool(self.pipeline) or self.cycle.more_body

    def _is_forgotten(self) -> bool:
        """Whether nothing waits for this client any more: it sent bytes that are no request."""
        return (
            self._is_answered()
            and self._head == self._request == inf
            and self.timeout_keep_alive_task is None
        )

    def _refuse(self, reason: GatewayReason, status: int) -> None:
        """Answer and close, unless the answer to an earlier request is being sent."""
        if not self._is_answered():
            self.transport.abort()
            return
        self.transport.write(self.guard.make_answer(reason, status))
        self._close()

    def _close(self) -> None:
        self._head = self._request = inf
        self._reading = self.loop.time() + self.guard.waits.reading
        self.transport.close()

    def _check_later(self) -> None:
        self._check = self.loop.call_later(self.guard.waits.check, self._check_deadlines)

    def _check_deadlines(self) -> None:
        now = self.loop.time()
        if self._request < now or (self._reading < now and self._is_writing()):
            self.transport.abort()
            return
        if self._reading < now:
            self._reading = inf
        if self._head < now:
            self._end_waiting_for_head()
        self._check_later()

    def _is_writing(self) -> bool:
        return self.transport.is_closing() or self.transport.get_write_buffer_size() > 0

    def _end_waiting_for_head(self) -> None:
        if self._bytes and not self.transport.is_closing():
            self._refuse(GatewayReason.REQUEST_TIMED_OUT, _TIMED_OUT)
        else:
            self._close()
