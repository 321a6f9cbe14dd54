"""Ports that refuse or never answer."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from tests.wire.cluster_map import HOST


@contextmanager
def closed_port() -> Iterator[int]:
    """Reserve a port that refuses connections."""
    with socket.socket() as bound:
        bound.bind((HOST, 0))
        port: int = bound.getsockname()[1]
        yield port


@contextmanager
def silent_port() -> Iterator[int]:
    """Open a port that never answers, because its queue of connections is full."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        listener.listen(0)
        address: tuple[str, int] = listener.getsockname()
        waiting = [socket.socket() for _ in range(4)]
        try:
            for client in waiting:
                client.setblocking(False)
                client.connect_ex(address)
            yield address[1]
        finally:
            for client in waiting:
                client.close()
