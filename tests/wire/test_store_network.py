"""Lookups with network faults: each fault is recognised, and in time."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest

from profile_browser.domain.outcome import Found, Outcome
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.domain.store import ProfileStore
from profile_browser.messages.problems import next_step, summary
from profile_browser.stores import network
from tests.wire.frames import Opcode
from tests.wire.node import Node
from tests.wire.ports import closed_port, silent_port
from tests.wire.sdk import SHORT_SECONDS
from tests.wire.stores import (
    assert_johndoe,
    assert_no_sign_in,
    assert_problem,
    cluster_store,
    connection_to,
    look_up,
)

# Half of the default connect timeout: a lookup that waits for the timeout fails the test.
AT_ONCE_SECONDS = 5.0
DEFAULT_CONNECT_SECONDS = 10.0
RECOVERY_SECONDS = 10.0


@contextmanager
def at_once() -> Iterator[None]:
    """Check that the block does not wait for the SDK's connect timeout."""
    started = time.monotonic()
    yield
    assert time.monotonic() - started < AT_ONCE_SECONDS


# Reaching the cluster


def test_a_closed_port_is_reported_at_once(node: Node) -> None:
    connection = replace(connection_to(node), connect_timeout=DEFAULT_CONNECT_SECONDS)
    node.stop()
    with at_once():
        problem = assert_problem(look_up(connection), ProblemKind.UNREACHABLE, connection)
    assert f"Port {node.port} on 127.0.0.1 is closed" in next_step(problem)


@pytest.mark.parametrize("host", ["nohost.invalid", "no..host", "x" * 64])
def test_an_unknown_host_is_reported_at_once_and_not_as_a_closed_port(
    node: Node, host: str
) -> None:
    connection = replace(
        connection_to(node),
        connection_string=f"couchbase://{host}:{node.port}",
        connect_timeout=DEFAULT_CONNECT_SECONDS,
    )
    with at_once():
        problem = assert_problem(look_up(connection), ProblemKind.UNREACHABLE, connection)
    assert f"The host name {host}" in next_step(problem)
    assert "closed" not in summary(problem) + next_step(problem)


def test_a_silent_host_is_reported_as_silent(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "HOST_TIMEOUT", SHORT_SECONDS)
    with silent_port() as port, at_once():
        connection = replace(
            connection_to(node),
            connection_string=f"couchbase://127.0.0.1:{port}",
            connect_timeout=DEFAULT_CONNECT_SECONDS,
        )
        problem = assert_problem(look_up(connection), ProblemKind.UNREACHABLE, connection)
    assert f"Port {port} on 127.0.0.1 did not respond" in next_step(problem)


def test_a_closed_ipv6_port_is_reported(node: Node) -> None:
    connection = replace(connection_to(node), connection_string=f"couchbase://[::1]:{node.port}")
    with at_once():
        problem = assert_problem(look_up(connection), ProblemKind.UNREACHABLE, connection)
    assert f"Port {node.port} on ::1" in next_step(problem)


def test_an_open_port_that_never_answers_the_sign_in_is_a_timeout(node: Node) -> None:
    node.faults.silent_connects = True
    connection = replace(connection_to(node), connect_timeout=SHORT_SECONDS)
    problem = assert_problem(look_up(connection), ProblemKind.TIMED_OUT, connection)
    assert "0.3 seconds" in next_step(problem)


def test_a_server_that_stalls_while_the_bucket_opens_is_a_timeout(node: Node) -> None:
    node.faults.silent_buckets = 2
    connection = replace(connection_to(node), connect_timeout=SHORT_SECONDS)
    with closing(cluster_store(connection)) as store:
        problem = assert_problem(store.look_up("johndoe"), ProblemKind.TIMED_OUT, connection)
        assert problem.reason is Reason.DATABASE_TIMED_OUT
        assert "0.3 seconds" in next_step(problem)
        assert_johndoe(store.look_up("johndoe"))


def test_a_server_that_stalls_on_one_connection_is_asked_on_another(node: Node) -> None:
    node.faults.silent_buckets = 1
    connection = replace(connection_to(node), connect_timeout=1.0)
    with at_once():
        assert_johndoe(look_up(connection))
    assert node.opcodes.count(Opcode.SELECT_BUCKET) == 2


def test_both_tries_to_open_a_bucket_take_no_longer_than_the_connect_timeout(node: Node) -> None:
    node.faults.silent_buckets = 2
    started = time.monotonic()
    look_up(replace(connection_to(node), connect_timeout=2.0))
    assert 2.0 <= time.monotonic() - started < 3.5


def test_a_server_that_dies_while_the_bucket_opens_is_unreachable(node: Node) -> None:
    node.faults.silent_buckets = 1
    connection = replace(connection_to(node), connect_timeout=1.0)
    with closing(cluster_store(connection)) as store, ThreadPoolExecutor(1) as pool:
        lookup = pool.submit(store.look_up, "johndoe")
        for _ in ("the look at the port", "the sign-in", "the bucket"):
            assert node.wait_for_connection()
        node.stop()
        problem = assert_problem(lookup.result(), ProblemKind.UNREACHABLE, connection)
    assert "is closed" in next_step(problem)


# Reading


def test_an_unanswered_read_is_a_timeout(node: Node) -> None:
    connection = replace(connection_to(node), kv_timeout=SHORT_SECONDS)
    with closing(cluster_store(connection)) as store:
        node.faults.silent_reads = True
        problem = assert_problem(store.look_up("johndoe"), ProblemKind.TIMED_OUT, connection)
        assert "0.3 seconds" in next_step(problem)
        node.faults.silent_reads = False
        assert_johndoe(store.look_up("johndoe"))


def test_a_slow_answer_is_waited_for(node: Node) -> None:
    node.faults.delay = 0.1
    assert_johndoe(look_up(connection_to(node)))


def test_a_lookup_survives_a_reset_connection(node: Node) -> None:
    node.faults.reset_reads = 1
    assert_johndoe(look_up(connection_to(node)))


def test_a_server_that_stops_between_lookups_is_reported_as_unreachable(node: Node) -> None:
    connection = replace(connection_to(node), kv_timeout=SHORT_SECONDS)
    with closing(cluster_store(connection)) as store:
        assert_johndoe(store.look_up("johndoe"))
        node.stop()
        problem = assert_problem(store.look_up("johndoe"), ProblemKind.UNREACHABLE, connection)
        assert "is closed" in next_step(problem)


def test_a_store_recovers_when_the_server_is_back(node: Node) -> None:
    connection = replace(connection_to(node), kv_timeout=SHORT_SECONDS)
    with closing(cluster_store(connection)) as store:
        assert_johndoe(store.look_up("johndoe"))
        node.stop()
        assert isinstance(store.look_up("johndoe"), Problem)
        node.restart()
        assert_johndoe(_answer_within(RECOVERY_SECONDS, store))


def test_after_a_failed_connect_the_next_lookup_connects(node: Node) -> None:
    with closing(cluster_store(connection_to(node))) as store:
        node.stop()
        assert isinstance(store.look_up("johndoe"), Problem)
        node.restart()
        assert_johndoe(store.look_up("johndoe"))


def test_a_lookup_survives_a_restart_of_the_server(node: Node) -> None:
    with closing(cluster_store(connection_to(node))) as store:
        assert_johndoe(store.look_up("johndoe"))
        node.restart()
        assert_johndoe(store.look_up("johndoe"))


def _answer_within(seconds: float, store: ProfileStore) -> Outcome:
    deadline = time.monotonic() + seconds
    while True:
        outcome = store.look_up("johndoe")
        if isinstance(outcome, Found) or time.monotonic() > deadline:
            return outcome


# Several hosts


@pytest.mark.parametrize("good_first", [True, False])
def test_one_working_host_of_several_is_enough(node: Node, good_first: bool) -> None:
    with closed_port() as port:
        hosts = [f"127.0.0.1:{node.port}", f"127.0.0.1:{port}", "nohost.invalid"]
        names = ",".join(hosts if good_first else reversed(hosts))
        with at_once():
            assert_johndoe(
                look_up(replace(connection_to(node), connection_string=f"couchbase://{names}"))
            )


def test_a_host_that_becomes_reachable_later_is_used(node: Node) -> None:
    with closed_port() as port:
        connection = replace(
            connection_to(node),
            connection_string=f"couchbase://127.0.0.1:{port},127.0.0.1:{node.port}",
        )
        node.stop()
        with closing(cluster_store(connection)) as store:
            assert_problem(store.look_up("johndoe"), ProblemKind.UNREACHABLE, connection)
            node.restart()
            assert_johndoe(store.look_up("johndoe"))


def test_if_all_hosts_are_closed_the_problem_names_the_first(node: Node) -> None:
    with closed_port() as first, closed_port() as second:
        connection = replace(
            connection_to(node),
            connection_string=f"couchbase://127.0.0.1:{first},127.0.0.1:{second}",
        )
        with at_once():
            problem = assert_problem(look_up(connection), ProblemKind.UNREACHABLE, connection)
    assert f"Port {first} " in next_step(problem)
    assert_no_sign_in(node)
