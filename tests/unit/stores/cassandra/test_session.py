"""How the driver is set up: one host, its name on the certificate, and no word in a log."""

from __future__ import annotations

import logging
import socket
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from cassandra import ConsistencyLevel
from cassandra.cluster import EXEC_PROFILE_DEFAULT
from cassandra.connection import DefaultEndPoint
from cassandra.policies import HostDistance, RetryPolicy, SimpleConvictionPolicy
from cassandra.pool import Host as KnownHost

from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import ProblemError, Reason
from profile_browser.messages.problems import advice
from profile_browser.stores.cassandra.adapter import KIND
from profile_browser.stores.cassandra.link import _cluster, _NamedConnection
from profile_browser.stores.cassandra.session import CassandraSession

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cassandra.cluster import ExecutionProfile

CONNECTION = Connection(
    kind=KIND,
    title="",
    connection_string="cassandra://db.example.com",
    location={"database": "crm", "collection": "people", "consistency": "LOCAL_ONE"},
)
OUTCOMES = {"cassandra": Reason.CONNECTION_CUT, "cassandras": Reason.TLS_FAILED}


def profile() -> ExecutionProfile:
    cluster = _cluster(CONNECTION, CONNECTION.address.hosts[0])
    found = cluster.profile_manager.profiles[EXEC_PROFILE_DEFAULT]
    cluster.shutdown()
    return found


def test_hosts_that_the_cluster_names_are_not_asked() -> None:
    policy = profile().load_balancing_policy
    hosts = {
        name: KnownHost(DefaultEndPoint(name, port), SimpleConvictionPolicy)
        for name, port in {"db.example.com": 9042, "10.0.0.1": 9042}.items()
    }
    policy.populate(None, hosts.values())
    assert policy.distance(hosts["10.0.0.1"]) == HostDistance.IGNORED
    assert list(policy.make_query_plan()) == [hosts["db.example.com"]]


def test_a_read_is_not_repeated_and_asks_as_many_replicas_as_the_connection_says() -> None:
    found = profile()
    assert found.consistency_level == ConsistencyLevel.LOCAL_ONE
    decided = found.retry_policy.on_read_timeout(None, 1, 1, 1, False, 0)
    assert decided[0] == RetryPolicy.RETHROW


def test_a_connection_is_open_when_its_certificate_is_verified() -> None:
    wrapped: list[tuple[object, str]] = []

    class Context:
        def wrap_socket(self, plain: socket.socket, *, server_hostname: str) -> socket.socket:
            wrapped.append((plain.getpeername(), server_hostname))
            return plain

    with socket.create_server(("127.0.0.1", 0)) as server:
        connection = object.__new__(_NamedConnection)
        connection.endpoint = DefaultEndPoint("localhost", server.getsockname()[1])
        connection.connect_timeout, connection.ssl_context = 5.0, Context()
        connection._connect_socket()
        with closing(connection._socket):
            assert wrapped == [(server.getsockname(), "localhost")]


@pytest.mark.parametrize("scheme", ["cassandra", "cassandras"])
def test_a_server_that_hangs_up_at_once_has_the_same_outcome_each_time(scheme: str) -> None:
    with hanging_up() as port:
        connection = replace(CONNECTION, connection_string=f"{scheme}://127.0.0.1:{port}")
        for _ in range(5):
            with closing(CassandraSession(connection, connection.address)) as session:
                began = monotonic()
                with pytest.raises(ProblemError) as raised:
                    session.sign_in()
                problem = raised.value.problem
                assert problem.reason is OUTCOMES[scheme]
                assert ("TLS" in advice(problem)) is (scheme == "cassandras")
                assert monotonic() - began < connection.connect_timeout


@contextmanager
def hanging_up() -> Iterator[int]:
    """Accept connections on a port of 127.0.0.1, and close each after its first bytes."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    client, _ = server.accept()
                except OSError:
                    return
                with closing(client), suppress(OSError):
                    client.recv(1 << 16)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            server.shutdown(socket.SHUT_RDWR)  # wakes the thread
            thread.join()


def test_the_driver_logs_nothing() -> None:
    assert not logging.getLogger("cassandra").propagate
