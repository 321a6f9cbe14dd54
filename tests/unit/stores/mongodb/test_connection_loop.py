"""Connections that a driver makes are verified, and none outlives its loop."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest
import trustme

from profile_browser.stores.mongodb.connection_loop import ConnectionLoop

HOST = "127.0.0.1"


@pytest.fixture
def loop() -> Iterator[ConnectionLoop]:
    with closing(ConnectionLoop()) as loop:
        yield loop


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server((HOST, 0)) as server:
        yield server


def client() -> socket.socket:
    made = socket.socket()
    made.setblocking(False)
    return made


async def connect(
    loop: ConnectionLoop, server: socket.socket, **options: object
) -> asyncio.Transport:
    """Connect as pymongo does."""
    sock = client()
    await loop.sock_connect(sock, server.getsockname())
    transport, _ = await loop.create_connection(asyncio.Protocol, sock=sock, **options)
    return transport


def test_a_socket_that_never_connected_is_closed(
    loop: ConnectionLoop, server: socket.socket
) -> None:
    sock = client()
    loop.sock_connect(sock, server.getsockname()).close()  # cancelled before its first step
    loop.run_until_complete(loop.disconnect())
    assert sock.fileno() == -1


def test_a_forgotten_connection_is_closed(loop: ConnectionLoop, server: socket.socket) -> None:
    transport = loop.run_until_complete(connect(loop, server))
    sock = transport.get_extra_info("socket")
    loop.run_until_complete(loop.disconnect())
    assert transport.is_closing()
    assert sock.fileno() == -1


def test_many_connections_in_turn_are_not_kept(loop: ConnectionLoop, server: socket.socket) -> None:
    async def connect_in_turn() -> None:
        for _ in range(5):
            transport = await connect(loop, server)
            transport.abort()
            await asyncio.sleep(0)

    loop.run_until_complete(connect_in_turn())
    assert len(loop._connecting) + len(loop._connected) <= 2


# TLS


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


def encrypting(authority: trustme.CA) -> ConnectionLoop:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return ConnectionLoop(context)


def shake_hands(server: socket.socket, certificate: trustme.LeafCert) -> None:
    """Accept one client, in another thread, and ignore its failure."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)

    def serve() -> None:
        accepted, _ = server.accept()
        with accepted:
            try:
                context.wrap_socket(accepted, server_side=True).close()
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()


@pytest.mark.parametrize("name", [HOST, "db.example.com"])
def test_a_host_is_verified_even_if_the_driver_would_not(
    server: socket.socket, authority: trustme.CA, name: str
) -> None:
    careless = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    careless.check_hostname = False
    careless.verify_mode = ssl.CERT_NONE
    shake_hands(server, authority.issue_cert(name))
    with closing(encrypting(authority)) as loop:
        connecting = connect(loop, server, ssl=careless, server_hostname=HOST)
        if name == HOST:
            loop.run_until_complete(connecting)
        else:
            with pytest.raises(ssl.SSLCertVerificationError):
                loop.run_until_complete(connecting)
        loop.run_until_complete(loop.disconnect())


def test_nothing_is_sent_without_tls_if_there_should_be_tls(
    server: socket.socket, authority: trustme.CA
) -> None:
    with closing(encrypting(authority)) as loop:
        with pytest.raises(ValueError, match="server_hostname"):
            loop.run_until_complete(connect(loop, server))
        loop.run_until_complete(loop.disconnect())
