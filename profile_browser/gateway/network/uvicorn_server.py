"""uvicorn's server: it bounds TLS, and ends with code 0 after the running requests."""

from __future__ import annotations

import asyncio
import signal
import sys
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Any

import uvicorn

from profile_browser.gateway.network.protocol import GuardedProtocol

if TYPE_CHECKING:
    import socket
    import ssl
    from asyncio import Server
    from collections.abc import Callable
    from types import FrameType

# Seconds for the running requests. With what comes before and after, the process ends within five.
SECONDS_FOR_RUNNING = 4


class StoppableServer(uvicorn.Server):
    """Stops at SIGTERM and SIGINT. A second SIGINT does not wait for the running requests.

    At SIGHUP, which would end the process, it calls ``on_hangup``. At the others, uvicorn would
    raise the signal again in the end, and the process would not end with code 0.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        on_stop: Callable[[], None],
        on_hangup: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(config)
        config.timeout_graceful_shutdown = SECONDS_FOR_RUNNING
        self._on_stop, self._on_hangup = on_stop, on_hangup
        self._hears_hangup = sys.platform != "win32" and current_thread() is main_thread()
        if self._hears_hangup:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)  # until there is an event loop

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to accept connections, and to listen to SIGHUP where the system has it."""
        if self._hears_hangup:
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self._on_hangup)
        await super().startup(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's
        """Call ``on_stop`` at once, and stop accepting connections soon after."""
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.should_exit = True
        self._on_stop()


HANDSHAKE_SECONDS, SHUTDOWN_SECONDS = 10.0, 5.0

if sys.platform == "win32":
    _EventLoop = asyncio.ProactorEventLoop
else:
    _EventLoop = asyncio.SelectorEventLoop


class GatewayEventLoop(_EventLoop):
    """An event loop whose servers bound TLS: its time, and how many connections may begin it.

    uvicorn leaves the time at asyncio's 60 seconds.
    """

    async def create_server(self, *args: Any, **options: Any) -> Server:  # noqa: ANN401 - passed on as they are
        """Return a server, as any event loop does."""
        if options.get("ssl"):
            options.setdefault("ssl_handshake_timeout", HANDSHAKE_SECONDS)
            options.setdefault("ssl_shutdown_timeout", SHUTDOWN_SECONDS)
        return await super().create_server(*args, **options)

    def _make_ssl_transport(
        self,
        rawsock: socket.socket,
        protocol: asyncio.BaseProtocol,
        sslcontext: ssl.SSLContext,
        waiter: asyncio.Future[None] | None = None,
        **options: Any,  # noqa: ANN401 - passed on as they are
    ) -> asyncio.Transport:
        """Refuse a connection before its handshake, which takes 300 kB.

        asyncio tells a protocol of its connection only after the handshake. On Windows, it does not
        tell of the end of one that fails, so there connections are counted after it.
        """
        if waiter and isinstance(protocol, GuardedProtocol):
            if not protocol.admit(options["extra"]["peername"][0]):
                rawsock.close()
                raise ConnectionRefusedError
            waiter.add_done_callback(protocol.end_handshake)
        transport: asyncio.Transport = super()._make_ssl_transport(  # type: ignore[misc]  # asyncio's own, not in its stubs
            rawsock, protocol, sslcontext, waiter, **options
        )
        return transport
