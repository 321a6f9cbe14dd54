"""An event loop that verifies the connections that a driver makes on it, and closes them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import socket
    import ssl
    from collections.abc import Coroutine

_CYCLES = 3  # of the loop, in which an aborted transport closes its socket


class ConnectionLoop(asyncio.SelectorEventLoop):
    """Makes every connection with this TLS context, or without TLS if there is none.

    pymongo accepts a file of authorities but no context, so by itself it cannot use the
    authorities of macOS and Windows. It also forgets a connection if its task is cancelled while
    it connects (seen in 4.20), so the loop keeps account of all connections.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        super().__init__()
        self._tls = tls
        self._connecting: list[socket.socket] = []
        self._connected: list[asyncio.Transport] = []

    # Not a coroutine: if it is cancelled at once, a coroutine does not even begin.
    def sock_connect(self, sock: socket.socket, address: Any) -> Coroutine[Any, Any, None]:  # noqa: ANN401 - as in asyncio
        """Connect this socket. ``disconnect`` closes it."""
        self._connecting = [each for each in self._connecting if each.fileno() >= 0]
        self._connecting.append(sock)
        return super().sock_connect(sock, address)

    async def create_connection(  # type: ignore[override]  # asyncio has overloads
        self,
        *arguments: Any,  # noqa: ANN401 - as in asyncio
        ssl: object = None,  # noqa: ARG002 - the driver's own context
        **options: Any,  # noqa: ANN401
    ) -> tuple[asyncio.Transport, asyncio.BaseProtocol]:
        """Connect with this loop's TLS context. ``disconnect`` closes the connection.

        Raises ValueError if the driver names no host, or names one to connect without TLS.
        """
        made = await super().create_connection(*arguments, ssl=self._tls, **options)
        self._connected = [each for each in self._connected if not each.is_closing()]
        self._connected.append(made[0])
        return made

    async def disconnect(self) -> None:
        """Close what is still connected, or still connecting."""
        for transport in self._connected:
            transport.abort()
        for _ in range(_CYCLES):
            await asyncio.sleep(0)
        for sock in self._connecting:
            sock.close()
