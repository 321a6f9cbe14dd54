"""A server that answers as a gateway does, and a connection to it."""

from __future__ import annotations

import json
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from profile_browser.domain.connection import Connection
from profile_browser.stores.gateway.adapter import GATEWAY, KIND
from profile_browser.stores.store import Store
from tests.unit.stores.http.server import Server, answering

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

TOKEN = "pb_a-token-that-nothing-else-holds"
REQUEST_ID = "0123456789abcdef01234567"
JOHN = {"username": "johndoe", "full_name": "John Doe", "email": None, "disabled": False}


def connection_to(port: int, **changes: str) -> Connection:
    return Connection(
        kind=KIND,
        title="Customers EU",
        connection_string=f"http://127.0.0.1:{port}",
        password=changes.get("password", TOKEN),
    )


def saying(body: object, status: str = "200 OK", api: str = "1") -> Callable[[socket.socket], None]:
    """Return what sends this answer of a gateway, of a version of the API."""
    headers = f"Profile-Browser-API: {api}\r\nX-Request-ID: {REQUEST_ID}\r\n"
    return answering(json.dumps(body).encode(), status, headers)


def refusing(
    status: str, reason: str, kind: str, **more: object
) -> Callable[[socket.socket], None]:
    """Return what sends this problem of a gateway."""
    return saying({"reason": reason, "kind": kind, "title": "…", "detail": "…", **more}, status)


@contextmanager
def store_on(
    answer: Callable[[socket.socket], object], **changes: str
) -> Iterator[tuple[Store, Server]]:
    """Open a store over a server that answers so."""
    with (
        Server(answer) as server,
        closing(Store(connection_to(server.port, **changes), GATEWAY)) as store,
    ):
        yield store, server
