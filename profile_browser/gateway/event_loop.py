"""The event loop of the gateway: nobody takes long over the beginning or the end of TLS."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asyncio import Server

HANDSHAKE_SECONDS, SHUTDOWN_SECONDS = 10.0, 5.0

if sys.platform == "win32":
    _EventLoop = asyncio.ProactorEventLoop
else:
    _EventLoop = asyncio.SelectorEventLoop


class GatewayEventLoop(_EventLoop):
    """An event loop whose servers bound TLS, which uvicorn leaves at asyncio's 60 seconds."""

    async def create_server(self, *args: Any, **options: Any) -> Server:  # noqa: ANN401 - passed on as they are
        """Return a server, as any event loop does."""
        if options.get("ssl"):
            options.setdefault("ssl_handshake_timeout", HANDSHAKE_SECONDS)
            options.setdefault("ssl_shutdown_timeout", SHUTDOWN_SECONDS)
        return await super().create_server(*args, **options)
