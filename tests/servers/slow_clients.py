"""Clients that keep connections open and send next to nothing, from an address of their own."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from typing import TYPE_CHECKING, Self

from tests.wire.cluster_map import HOST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

THEIR_ADDRESS = "127.0.0.2"
_PATIENCE_SECONDS = 5.0
_BETWEEN_BYTES_SECONDS = 0.25
_SMALLEST_BUFFER = 4_096
_READ_AT_ONCE = 1 << 16


class SlowClient:
    """Connects and sends `opening`; then sends `drop` again and again, if it is not empty.

    One that `reads` notices when it is closed; one that does not leaves what comes where it is.
    """

    def __init__(
        self, port: int, opening: bytes = b"", drop: bytes = b"", *, reads: bool = True
    ) -> None:
        self._socket = socket.socket()
        if not reads:  # what it could read is soon too much
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _SMALLEST_BUFFER)
        self._socket.settimeout(_PATIENCE_SECONDS)
        self._socket.bind((THEIR_ADDRESS, 0))
        self._socket.connect((HOST, port))
        self._socket.setblocking(False)
        self._drop, self._reads = drop, reads
        self.closed_after: float | None = None  # seconds
        self.received = bytearray()
        self._began = time.monotonic()
        self._send(opening)

    @property
    def is_open(self) -> bool:
        """Whether the server has not closed the connection."""
        return self.closed_after is None

    def go_on(self) -> None:
        """Read what has come, and send one more drop."""
        if self._reads:
            self._read()
        if self.closed_after is None and self._drop:
            self._send(self._drop)

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()

    def _read(self) -> None:
        try:
            came = self._socket.recv(_READ_AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            came = b""
        self.received += came
        if not came:
            self._note_end()

    def _send(self, data: bytes) -> None:
        try:
            self._socket.send(data)
        except BlockingIOError:
            return
        except OSError:
            self._note_end()

    def _note_end(self) -> None:
        self.closed_after = time.monotonic() - self._began


class SlowClients:
    """Has the clients go on, on a thread of their own, during the `with` block."""

    def __init__(self, clients: Iterable[SlowClient]) -> None:
        self.clients = list(clients)
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._thread.join()
        for client in self.clients:
            client.close()

    def wait_until_closed(self, seconds: float) -> bool:
        """Wait until the server has closed every connection."""
        return self.wait_until(lambda: not any(each.is_open for each in self.clients), seconds)

    def wait_until(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Wait until the condition holds, and return whether it does."""
        until = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > until:
                return False
            self._ending.wait(_BETWEEN_BYTES_SECONDS)
        return True

    def _run(self) -> None:
        while not self._ending.wait(_BETWEEN_BYTES_SECONDS):
            for client in self.clients:
                if client.is_open:
                    client.go_on()


def half_of_a_handshake() -> bytes:
    """Return the first half of a client's first message of TLS."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    context = ssl.create_default_context()
    with_half = context.wrap_bio(incoming, outgoing, server_hostname=HOST)
    try:
        with_half.do_handshake()
    except ssl.SSLWantReadError:
        hello = outgoing.read()
    return hello[: len(hello) // 2]
