"""Ports that use TLS although the connection does not, and the other way round."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace

import pytest
import trustme

from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import ProblemError, Reason
from profile_browser.messages.problems import next_step
from profile_browser.stores import network
from profile_browser.stores.network import (
    listed_hosts,
    reachable_address,
    require_expected_encryption,
)
from tests.unit.helpers.people import CLUSTER
from tests.wire.tls import tls_with


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Return a port that accepts connections and says nothing."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        yield listener.getsockname()[1]


@pytest.fixture
def tls_port() -> Iterator[int]:
    """Return a port that answers one TLS handshake."""
    context = tls_with(trustme.CA().issue_cert("127.0.0.1"))
    listener = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        with suppress(OSError):
            accepted, _ = listener.accept()
            with accepted, context.wrap_socket(accepted, server_side=True):
                pass

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    with suppress(OSError):
        listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


def connection(scheme: str, port: int) -> Connection:
    return replace(CLUSTER, connection_string=f"{scheme}://127.0.0.1:{port}")


def test_a_port_that_is_open_and_silent_may_not_use_tls(
    silent_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "HOST_TIMEOUT", 0.1)
    with pytest.raises(ProblemError) as raised:
        reachable_address(connection("couchbases", silent_port), listed_hosts)
    problem = raised.value.problem
    assert problem.reason is Reason.TLS_SILENT
    assert "is open, but did not answer the TLS handshake within 0.1 seconds" in next_step(problem)


def test_a_port_that_expects_tls_is_told_from_one_that_does_not(
    tls_port: int, silent_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, encrypted = connection("couchbase", tls_port), connection("couchbases", tls_port)
    require_expected_encryption(encrypted, encrypted.address)
    with pytest.raises(ProblemError) as raised:
        require_expected_encryption(plain, plain.address)
    assert raised.value.problem.reason is Reason.ENCRYPTION_NEEDED
    monkeypatch.setattr(network, "HOST_TIMEOUT", 0.1)
    silent = connection("couchbase", silent_port)
    require_expected_encryption(silent, silent.address)
