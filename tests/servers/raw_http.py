"""An HTTP client that sends bytes as they are, keeps all it receives, and waits for no more."""

from __future__ import annotations

import io
import socket
from contextlib import suppress
from http.client import HTTPException, HTTPResponse
from typing import TYPE_CHECKING, Self, cast

from tests.servers.gateway_process import LONGEST_ANSWER_SECONDS, Answer
from tests.wire.cluster_map import HOST

if TYPE_CHECKING:
    import ssl

    from typing_extensions import Buffer


class NoAnswerError(Exception):
    """The server closed the connection without an answer, or with half of one."""


class RawHttp:
    """One connection to a port of 127.0.0.1, during the `with` block.

    What it receives is added to `kept`, without TLS. `patience` is in seconds.
    """

    def __init__(
        self,
        port: int,
        kept: bytearray | None = None,
        *,
        tls: ssl.SSLContext | None = None,
        patience: float = LONGEST_ANSWER_SECONDS,
    ) -> None:
        self._socket = socket.create_connection((HOST, port), patience)
        if tls is not None:
            self._socket = tls.wrap_socket(self._socket, server_hostname=HOST)
        self._reader = _Reader(_Keeping(self._socket, bytearray() if kept is None else kept))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def send(self, data: bytes) -> None:
        """Send bytes."""
        self._socket.sendall(data)

    def end_sending(self) -> None:
        """Say that no more comes, and go on reading."""
        self._socket.shutdown(socket.SHUT_WR)

    def answer(self, method: str = "GET") -> Answer:
        """Return the next answer. Raises NoAnswerError."""
        # Of a socket, HTTPResponse wants no more than this.
        response = HTTPResponse(cast("socket.socket", self._reader), method=method)
        try:
            response.begin()
            return Answer(response.status, response.headers, response.read())
        except (HTTPException, ConnectionError) as error:
            raise NoAnswerError from error

    def rest(self) -> bytes:
        """Return all that comes until the server closes the connection, or nothing more comes."""
        came = bytearray()
        # A reset comes if the server has not read everything.
        with suppress(ConnectionError, TimeoutError):
            while part := self._reader.read1():
                came += part
        return bytes(came)


class _Keeping(io.RawIOBase):
    """Reads from a socket, and keeps a copy."""

    def __init__(self, source: socket.socket, kept: bytearray) -> None:
        self._source, self._kept = source, kept

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        count = self._source.recv_into(buffer)
        self._kept += memoryview(buffer)[:count]
        return count


class _Reader(io.BufferedReader):
    """Stays open from answer to answer."""

    def makefile(self, _mode: str) -> Self:
        return self

    def close(self) -> None:
        """Leave that to the connection."""


def request(target: bytes, *headers: bytes, method: bytes = b"GET", body: bytes = b"") -> bytes:
    """Return a request with exactly this target and these headers, for a gateway on loopback."""
    lines = (method + b" " + target + b" HTTP/1.1", b"Host: " + HOST.encode(), *headers)
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def bearer(token: str) -> bytes:
    """Return the header with a token."""
    return f"Authorization: Bearer {token}".encode()
