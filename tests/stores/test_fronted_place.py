"""A front shows of any server what the suite needs."""

from __future__ import annotations

import socket
import socketserver
import threading
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest

from profile_browser.stores.sample.adapter import SAMPLE
from tests.servers.front import Front
from tests.stores.fronted_place import FrontedPlace

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENT_SECONDS = 5.0


class _Echo(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        for line in self.rfile:
            self.wfile.write(line.upper())


class _EchoServer(socketserver.ThreadingTCPServer):
    daemon_threads = True


@pytest.fixture
def front() -> Iterator[Front]:
    with _EchoServer(("127.0.0.1", 0), _Echo) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with Front(server.server_address[1]) as front:
            yield front
        server.shutdown()


@pytest.fixture
def place(front: Front) -> FrontedPlace:
    return FrontedPlace(SAMPLE, front)


def client_of(front: Front) -> socket.socket:
    return socket.create_connection(("127.0.0.1", front.port), PATIENT_SECONDS)


def test_what_passes_is_recorded(place: FrontedPlace, front: Front) -> None:
    with closing(client_of(front)) as client:
        client.sendall(b"read\n")
        assert client.recv(9) == b"READ\n"
    assert (place.received, place.answered) == (b"read\n", b"READ\n")


def test_a_request_is_held_until_it_is_released(place: FrontedPlace, front: Front) -> None:
    with closing(client_of(front)) as client:
        client.sendall(b"first\n")
        assert client.recv(9) == b"FIRST\n"
        place.hold()
        client.sendall(b"second\n")
        assert place.wait_until_held()
        assert place.received == b"first\n"
        place.release()
        assert client.recv(9) == b"SECOND\n"


def test_a_killed_place_ends_a_request_in_the_middle(place: FrontedPlace, front: Front) -> None:
    with closing(client_of(front)) as client:
        place.hold()
        client.sendall(b"read\n")
        assert place.wait_until_held()
        place.kill()
        with suppress(ConnectionResetError):
            assert client.recv(9) == b""
    with pytest.raises(ConnectionRefusedError):
        client_of(front)
    place.release()
    place.revive()
    with closing(client_of(front)) as client:
        client.sendall(b"again\n")
        assert client.recv(9) == b"AGAIN\n"
