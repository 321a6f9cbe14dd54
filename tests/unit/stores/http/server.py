"""A server on 127.0.0.1 that keeps what it receives, and answers as a test has it answer."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

    Answering = Callable[[socket.socket], object]

LONGEST_SECONDS = 10.0


class Server:
    """Calls ``answer`` for each request that it has read, while the `with` block runs."""

    def __init__(self, answer: Answering, tls: ssl.SSLContext | None = None) -> None:
        self.answer = answer
        self._tls = tls
        self.requests: list[bytes] = []
        self.connections = 0
        self.asked = threading.Semaphore(0)
        self._threads: list[threading.Thread] = []
        self._open: list[socket.socket] = []

    def __enter__(self) -> Self:
        """Listen."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        """End all connections and threads."""
        for each in (self._listener, *self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        for thread in self._threads:
            thread.join(LONGEST_SECONDS)
            assert not thread.is_alive()

    def _start(self, target: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self._open.append(client)
                self.connections += 1
                self._start(self._serve, client)

    def _serve(self, client: socket.socket) -> None:
        with suppress(OSError):
            client.settimeout(LONGEST_SECONDS)
            if self._tls is not None:
                client = self._tls.wrap_socket(client, server_side=True)
                self._open.append(client)
            while request := _request_from(client):
                self.requests.append(request)
                self.asked.release()
                self.answer(client)
        client.close()


def _request_from(client: socket.socket) -> bytes:
    """Return one request, or nothing if the client has gone."""
    request = b""
    while b"\r\n\r\n" not in request:
        data = client.recv(1 << 16)
        if not data:
            return b""
        request += data
    head, _, body = request.partition(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            while len(body) < int(line.partition(b":")[2]):
                body += client.recv(1 << 16)
    return head + b"\r\n\r\n" + body


def answering(
    body: bytes = b"{}", status: str = "200 OK", headers: str = ""
) -> Callable[[socket.socket], None]:
    """Return what sends this answer."""
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    return lambda client: client.sendall(head.encode() + body)
