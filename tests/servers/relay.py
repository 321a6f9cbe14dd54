"""Stands between a client and a server of 127.0.0.1, and keeps every byte that passes."""

from __future__ import annotations

import socket
import socketserver
import threading
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator


class Relay:
    """Passes on what comes while the `with` block runs. Only what is not encrypted can be read."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._asked: list[bytes] = []
        self._answered: list[bytes] = []
        relay = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                relay._pass_on(self.request)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]

    def __enter__(self) -> Self:
        """Start to listen."""
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take no more connections."""
        self._server.shutdown()
        self._server.server_close()

    @property
    def asked(self) -> bytes:
        """All that clients have sent so far."""
        return b"".join(self._asked)

    @property
    def answered(self) -> bytes:
        """All that the server has sent so far."""
        return b"".join(self._answered)

    def _pass_on(self, client: socket.socket) -> None:
        with socket.create_connection(("127.0.0.1", self._target)) as server:
            back = threading.Thread(
                target=_copy, args=(server, client, self._answered), daemon=True
            )
            back.start()
            _copy(client, server, self._asked)
            back.join()


def _copy(source: socket.socket, target: socket.socket, kept: list[bytes]) -> None:
    for part in _parts(source):
        kept.append(part)
        try:
            target.sendall(part)
        except OSError:
            break
    try:
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return  # the other side has gone, which ends both


def _parts(source: socket.socket) -> Iterator[bytes]:
    try:
        while part := source.recv(65536):
            yield part
    except OSError:
        return
