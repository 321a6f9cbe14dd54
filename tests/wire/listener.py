"""A port of the node that can be closed and reopened under the same number."""

import asyncio
import contextlib
import os
import socket
import ssl
from collections.abc import Iterable
from typing import Protocol

from tests.wire.cluster_map import HOST

_BACKLOG = 64


class Connected(Protocol):
    """One client's connection."""

    closed: asyncio.Event

    def reset(self) -> None:
        """Reset it."""
        ...


class Service(Protocol):
    """The service behind a port."""

    @property
    def sessions(self) -> Iterable[Connected]:
        """The connections that are open now."""
        ...

    def note_connection(self) -> bool:
        """Count an accepted connection, and return whether it must never be answered."""
        ...

    def begin(self, *, silent: bool) -> asyncio.Protocol:
        """Return the protocol that answers on a new connection."""
        ...


class Listener:
    """Accepts connections for a service of the node, on the node's event loop."""

    def __init__(self, service: Service, tls: ssl.SSLContext | None) -> None:
        self._service = service
        self._tls = tls
        self._socket = _bound_socket(0)
        self._welcomes: set[asyncio.Task[None]] = set()
        self.port: int = self._socket.getsockname()[1]

    async def open(self) -> None:
        """Accept connections from now on."""
        self._socket.listen(_BACKLOG)
        asyncio.get_running_loop().add_reader(self._socket, self._accept)

    async def close(self) -> None:
        """Refuse connections and reset those that are open."""
        asyncio.get_running_loop().remove_reader(self._socket)
        self._socket.close()
        await self._drop_all()
        # Bound but not listening: clients are refused, and no other process gets the number.
        self._socket = _bound_socket(self.port)

    def release(self) -> None:
        """Free the port's number."""
        self._socket.close()

    def _accept(self) -> None:
        try:
            connection, _ = self._socket.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            return
        connection.setblocking(False)
        # asyncio sets this only on sockets that it creates; without it, connecting takes 80 ms.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        silent = self._service.note_connection()
        welcome = asyncio.get_running_loop().create_task(self._welcome(connection, silent))
        self._welcomes.add(welcome)
        welcome.add_done_callback(lambda done: self._end_welcome(done, connection))

    async def _welcome(self, connection: socket.socket, silent: bool) -> None:
        # A peer that disconnects during its handshake is not an error of the node.
        with contextlib.suppress(OSError):
            await asyncio.get_running_loop().connect_accepted_socket(
                lambda: self._service.begin(silent=silent),
                connection,
                ssl=None if silent else self._tls,
            )

    def _end_welcome(self, welcome: asyncio.Task[None], connection: socket.socket) -> None:
        self._welcomes.discard(welcome)
        if welcome.cancelled():
            connection.close()
        else:
            welcome.result()

    async def _drop_all(self) -> None:
        for welcome in self._welcomes:
            welcome.cancel()
        await asyncio.gather(*self._welcomes, return_exceptions=True)
        for session in list(self._service.sessions):
            session.reset()
            await session.closed.wait()
        # Transports close their sockets in the next turn of the loop.
        await asyncio.sleep(0)
        await asyncio.sleep(0)


def _bound_socket(port: int) -> socket.socket:
    bound = socket.socket()
    bound.setblocking(False)
    # On Windows this option would let two sockets share the port.
    if os.name == "posix":
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((HOST, port))
    return bound
