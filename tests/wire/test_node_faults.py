"""The simulated node with network faults and over TLS, as the real SDK sees it."""

import socket
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from couchbase.collection import Collection
from couchbase.exceptions import (
    AuthenticationException,
    TemporaryFailException,
    UnAmbiguousTimeoutException,
)

from tests.wire.frames import Status
from tests.wire.node import Node
from tests.wire.people import JOHN_DOE, JOHNS_KEY, PUBLIC_FIELDS, PUBLIC_JOHN
from tests.wire.sdk import SHORT_SECONDS, open_cluster, open_collection, projected, whole

# The network


def test_connecting_to_a_silent_server_ends_in_a_timeout(node: Node) -> None:
    node.faults.silent_connects = True
    with (
        pytest.raises(UnAmbiguousTimeoutException),
        open_cluster(node, bootstrap_seconds=SHORT_SECONDS),
    ):
        pass
    assert node.wait_for_connection()
    assert node.answered_bytes == b""


def test_connecting_to_a_closed_port_ends_in_a_timeout(node: Node) -> None:
    node.stop()
    with (
        pytest.raises(UnAmbiguousTimeoutException),
        open_cluster(node, bootstrap_seconds=SHORT_SECONDS),
    ):
        pass
    assert node.connections == 0


def test_a_stopped_node_refuses_connections_until_it_is_restarted(node: Node) -> None:
    address = ("127.0.0.1", node.port)
    node.stop()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address, timeout=1)
    node.restart()
    socket.create_connection(address, timeout=1).close()


def test_an_unanswered_read_ends_in_a_timeout(collection: Collection, node: Node) -> None:
    node.faults.silent_reads = True
    with pytest.raises(UnAmbiguousTimeoutException):
        projected(collection, JOHNS_KEY, PUBLIC_FIELDS, SHORT_SECONDS)
    node.faults.silent_reads = False
    assert projected(collection, JOHNS_KEY, PUBLIC_FIELDS) == PUBLIC_JOHN


def test_a_slow_answer_still_arrives(collection: Collection, node: Node) -> None:
    node.faults.delay = 0.1
    started = time.monotonic()
    assert whole(collection, JOHNS_KEY) == JOHN_DOE
    assert time.monotonic() - started >= 0.1


def test_a_read_waits_until_the_gate_is_opened(collection: Collection, node: Node) -> None:
    node.faults.gate = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(whole, collection, JOHNS_KEY)
        assert node.wait_for_read()
        assert not reading.done()
        node.faults.gate.set()
        assert reading.result(timeout=5) == JOHN_DOE


def test_a_waiting_read_does_not_delay_stopping_the_node(
    collection: Collection, node: Node
) -> None:
    node.faults.gate = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(whole, collection, JOHNS_KEY, 1.0)
        assert node.wait_for_read()
        started = time.monotonic()
        node.stop()
        assert time.monotonic() - started < 0.5
        assert isinstance(reading.exception(timeout=5), UnAmbiguousTimeoutException)


def test_a_read_is_repeated_after_a_reset_connection(collection: Collection, node: Node) -> None:
    node.faults.reset_reads = 1
    assert projected(collection, JOHNS_KEY, PUBLIC_FIELDS) == PUBLIC_JOHN
    assert len(node.lookups) == 2
    assert node.connections == 3


def test_a_forced_status_is_answered_until_it_is_removed(
    collection: Collection, node: Node
) -> None:
    node.faults.read_status = Status.TEMPORARY_FAILURE
    with pytest.raises(TemporaryFailException):
        whole(collection, JOHNS_KEY, SHORT_SECONDS)
    node.faults.read_status = None
    assert whole(collection, JOHNS_KEY) == JOHN_DOE


@pytest.mark.parametrize("status", [Status.SUCCESS, Status.MULTI_PATH_FAILURE])
def test_a_status_that_would_crash_the_test_run_cannot_be_forced(node: Node, status: int) -> None:
    with pytest.raises(ValueError, match="dies"):
        node.faults.read_status = status


def test_an_open_collection_recovers_after_a_restart(collection: Collection, node: Node) -> None:
    port = node.port
    whole(collection, JOHNS_KEY)
    node.restart()
    assert node.port == port
    assert whole(collection, JOHNS_KEY) == JOHN_DOE


def test_an_open_collection_recovers_after_an_outage(collection: Collection, node: Node) -> None:
    node.stop()
    with pytest.raises(UnAmbiguousTimeoutException):
        whole(collection, JOHNS_KEY, SHORT_SECONDS)
    node.restart()
    assert whole(collection, JOHNS_KEY) == JOHN_DOE


def test_a_peer_with_another_protocol_is_disconnected(node: Node) -> None:
    with socket.create_connection(("127.0.0.1", node.port), timeout=2) as peer:
        peer.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        with pytest.raises(ConnectionResetError):
            peer.recv(1)


def test_forgetting_clears_the_records(collection: Collection, node: Node) -> None:
    projected(collection, JOHNS_KEY, PUBLIC_FIELDS)
    node.forget()
    assert node.lookups == []
    assert node.connections == 0
    assert not node.wait_for_read(timeout=0)


# TLS


def test_a_profile_can_be_read_over_tls(tls_node: Node, trust_store: Path) -> None:
    assert tls_node.connection_string.startswith("couchbases://127.0.0.1:")
    with open_collection(tls_node, trust_store=trust_store) as collection:
        assert projected(collection, JOHNS_KEY, PUBLIC_FIELDS) == PUBLIC_JOHN
    assert b"johndoe@example.com" in tls_node.answered_bytes


def test_a_wrong_password_is_refused_over_tls(tls_node: Node, trust_store: Path) -> None:
    with (
        pytest.raises(AuthenticationException),
        open_cluster(tls_node, password="not-the-one", trust_store=trust_store),
    ):
        pass


def test_a_certificate_of_an_unknown_authority_is_refused(tls_node: Node) -> None:
    with pytest.raises(UnAmbiguousTimeoutException), open_cluster(tls_node, bootstrap_seconds=0.5):
        pass
    assert tls_node.received_bytes == b""


def test_a_silent_server_does_not_answer_a_tls_handshake(tls_node: Node) -> None:
    tls_node.faults.silent_connects = True
    context = ssl.create_default_context()
    with (
        socket.create_connection(("127.0.0.1", tls_node.port), timeout=0.2) as plain,
        pytest.raises(TimeoutError),
    ):
        context.wrap_socket(plain, server_hostname="127.0.0.1")


def test_a_peer_in_its_handshake_does_not_delay_stopping_the_node(tls_node: Node) -> None:
    with socket.create_connection(("127.0.0.1", tls_node.port), timeout=2) as plain:
        assert tls_node.wait_for_connection()
        started = time.monotonic()
        tls_node.stop()
        assert time.monotonic() - started < 0.5
        assert plain.recv(1) == b""
