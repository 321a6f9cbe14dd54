"""The address by which clients know a server: it records, stands still, dies, and speaks TLS."""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import ssl

_READ_AT_ONCE = 1 << 16
_LONGEST_HANDSHAKE_SECONDS = 5.0
_RESET = struct.pack("ii", 1, 0)  # SO_LINGER: closing sends a reset, as a killed process does


class Front:
    """Passes on what comes on a free port of 127.0.0.1, while the `with` block runs.

    With `tls`, clients speak TLS to it and the server behind it does not, so that what is recorded
    is plain.
    """

    def __init__(self, behind: int, *, tls: ssl.SSLContext | None = None) -> None:
        self.port = 0
        self._behind = behind
        self._tls = tls
        self._running = threading.Event()
        self._running.set()
        self._held = threading.Semaphore(0)
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._received = bytearray()
        self._answered = bytearray()

    def __enter__(self) -> Self:
        """Listen."""
        self.restart()
        return self

    def __exit__(self, *_: object) -> None:
        """Let nobody wait any longer."""
        self.die()
        self.go_on()

    @property
    def received(self) -> bytes:
        """What clients have sent."""
        with self._lock:
            return bytes(self._received)

    @property
    def answered(self) -> bytes:
        """What they got."""
        with self._lock:
            return bytes(self._answered)

    def stop(self) -> None:
        """Accept clients and pass nothing on."""
        while self._held.acquire(blocking=False):
            pass
        self._running.clear()

    def wait_until_held(self, timeout: float = 5.0) -> bool:
        """Wait until clients have sent something since `stop` that no earlier call waited for."""
        return self._held.acquire(timeout=timeout)

    def go_on(self) -> None:
        """Pass on what waits and what comes."""
        self._running.set()

    def die(self) -> None:
        """Refuse clients from now on and reset those that are connected."""
        # An accept in another thread ends by a shutdown alone.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            for each in self._open:
                _reset(each)
            self._open.clear()

    def restart(self) -> None:
        """Listen, and on the same port as before."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        try:
            if self._tls is not None:
                client.settimeout(_LONGEST_HANDSHAKE_SECONDS)
                client = self._tls.wrap_socket(client, server_side=True)
                client.settimeout(None)
            server = socket.create_connection(("127.0.0.1", self._behind))
        except OSError:  # a client that trusts no such certificate, or a server that is gone
            client.close()
            return
        for each in (client, server):  # what comes in two parts is not held back
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._lock:
            self._open |= {client, server}
        back = (server, client, self._answered)
        threading.Thread(target=self._pass_on, args=back, daemon=True).start()
        self._pass_on(client, server, self._received)

    def _next(self, source: socket.socket, *, is_answer: bool) -> bytes:  # noqa: ARG002 - for others
        """Return what is passed on next; nothing at the end."""
        return source.recv(_READ_AT_ONCE)

    def _pass_on(self, source: socket.socket, target: socket.socket, kept: bytearray) -> None:
        with suppress(OSError):
            while data := self._next(source, is_answer=kept is self._answered):
                if kept is self._received and not self._running.is_set():
                    self._held.release()
                self._running.wait()
                with self._lock:
                    kept += data
                target.sendall(data)
        with self._lock:
            for each in {source, target} & self._open:
                _reset(each)
            self._open -= {source, target}


def _reset(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        connection.shutdown(socket.SHUT_RDWR)  # wakes the thread that reads from it
    connection.close()
