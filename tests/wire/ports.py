"""Ports on which nobody answers."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from tests.wire.cluster_map import HOST


@contextmanager
def closed_port() -> Iterator[int]:
    """Give a port that refuses, and that nobody else gets meanwhile."""
    with socket.socket() as bound:
        bound.bind((HOST, 0))
        port: int = bound.getsockname()[1]
        yield port


@contextmanager
def deaf_port() -> Iterator[int]:
    """Give a port that answers nothing at all: its queue of connections is full."""
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        listening.listen(0)
        address: tuple[str, int] = listening.getsockname()
        waiting = [socket.socket() for _ in range(4)]
        try:
            for client in waiting:
                client.setblocking(False)
                client.connect_ex(address)
            yield address[1]
        finally:
            for client in waiting:
                client.close()
