"""A server with the gateway's protocol and a small application, on a free port."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import uvicorn

from profile_browser.gateway.answers import refusal_bytes
from profile_browser.gateway.network.protocol import ConnectionGuard, Waits, make_protocol
from profile_browser.gateway.network.uvicorn_server import GatewayEventLoop

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from starlette.types import ASGIApp

QUICK = Waits(head=0.3, request=0.3, reading=0.3, check=0.02)
PATIENT = Waits(head=20, request=20, reading=20, check=0.02)
LONGEST = 10.0  # seconds for which a test waits for what must come


class Client(NamedTuple):
    """One connection to the server."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, content: bytes) -> None:
        self.writer.write(content)
        await self.writer.drain()

    async def read_to_end(self) -> bytes:
        """Return all that comes until the server ends the connection."""
        async with asyncio.timeout(LONGEST):
            content = b""
            with suppress(ConnectionError):
                while more := await self.reader.read(65_536):
                    content += more
            return content

    async def read_answer(self) -> bytes:
        """Return the head and the content of one answer."""
        async with asyncio.timeout(LONGEST):
            head = await self.reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
            return head + await self.reader.readexactly(length)


class Running(NamedTuple):
    """A server, and how to connect to it."""

    guard: ConnectionGuard
    server: uvicorn.Server
    port: int

    @asynccontextmanager
    async def client(self) -> "AsyncIterator[Client]":
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            yield Client(reader, writer)
        finally:
            writer.close()


@dataclass
class WatchedGuard(ConnectionGuard):
    """Tells when a connection has ended."""

    left: asyncio.Event = field(default_factory=asyncio.Event)

    def leave(self, address: str) -> None:
        super().leave(address)
        self.left.set()

    async def wait_for_leaving(self, remaining: int) -> None:
        async with asyncio.timeout(LONGEST):
            while self._by_address.total() > remaining:
                self.left.clear()
                await self.left.wait()


def guard_with(waits: Waits = QUICK, **options: Any) -> WatchedGuard:  # noqa: ANN401 - any field
    return replace(WatchedGuard(refusal_bytes, waits), **options)


class _Server(uvicorn.Server):
    """A server that is no main program, and tells when it is ready."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> "Iterator[None]":
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


@asynccontextmanager
async def serving(
    app: "ASGIApp", guard: ConnectionGuard, context: ssl.SSLContext | None = None
) -> "AsyncIterator[Running]":
    """Serve an application until the block ends; over TLS if there is a context."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app,
        http=make_protocol(guard),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=1,
    )
    config.load()
    config.ssl = context
    server = _Server(config)
    running = asyncio.create_task(server.serve(sockets=[listening]))
    await server.ready.wait()
    try:
        yield Running(guard, server, listening.getsockname()[1])
    finally:
        server.should_exit = True
        await running
        listening.close()


def run_against(
    app: "ASGIApp",
    guard: ConnectionGuard,
    scene: Callable[[Running], Awaitable[None]],
    context: ssl.SSLContext | None = None,
) -> None:
    """Run a scene against a server."""

    async def play() -> None:
        async with serving(app, guard, context) as running:
            await scene(running)

    with asyncio.Runner(loop_factory=GatewayEventLoop) as runner:
        runner.run(play())
