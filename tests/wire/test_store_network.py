"""What the network can do to a look-up: each fault is told apart, and in time."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest

from profile_browser.domain.outcome import Found, Outcome
from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.domain.store import ProfileStore
from profile_browser.messages.problems import next_step, summary
from profile_browser.stores import network
from tests.wire.node import Node
from tests.wire.ports import closed_port, deaf_port
from tests.wire.sdk import SHORT_SECONDS
from tests.wire.stores import (
    assert_johndoe,
    assert_no_sign_in,
    assert_problem,
    cluster_store,
    connection_to,
    look_up,
)

# Half of the time that connecting may take by default: whoever waited for it is not let through.
AT_ONCE_SECONDS = 5.0
DEFAULT_CONNECT_SECONDS = 10.0
RECOVERY_SECONDS = 10.0


@contextmanager
def at_once() -> Iterator[None]:
    """Check that this did not wait for the SDK's connect timeout."""
    started = time.monotonic()
    yield
    assert time.monotonic() - started < AT_ONCE_SECONDS


# Reaching the cluster


def test_a_closed_port_is_told_at_once(node: Node) -> None:
    connection = replace(connection_to(node), connect_timeout=DEFAULT_CONNECT_SECONDS)
    node.stop()
    with at_once():
        problem = assert_problem(look_up(connection), ProblemKind.UNREACHABLE, connection)
    assert f"Port {node.port} on 127.0.0.1 is closed" in next_step(problem)


@pytest.mark.parametrize("host", ["nohost.invalid", "no..host", "x" * 64])
def test_an_unknown_host_is_told_at_once_and_apart_from_a_closed_port(
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


def test_a_host_that_gives_no_answer_at_all_is_told_apart_too(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "HOST_TIMEOUT", SHORT_SECONDS)
    with deaf_port() as port, at_once():
        connection = replace(
            connection_to(node),
            connection_string=f"couchbase://127.0.0.1:{port}",
            connect_timeout=DEFAULT_CONNECT_SECONDS,
        )
        problem = assert_problem(look_up(connection), ProblemKind.UNREACHABLE, connection)
    assert f"Port {port} on 127.0.0.1 did not respond" in next_step(problem)


def test_a_closed_port_of_the_newer_internet_protocol_is_told_too(node: Node) -> None:
    connection = replace(connection_to(node), connection_string=f"couchbase://[::1]:{node.port}")
    with at_once():
        problem = assert_problem(look_up(connection), ProblemKind.UNREACHABLE, connection)
    assert f"Port {node.port} on ::1" in next_step(problem)


def test_a_port_that_is_open_but_never_signs_in_is_a_timeout(node: Node) -> None:
    node.faults.silent_connects = True
    connection = replace(connection_to(node), connect_timeout=SHORT_SECONDS)
    problem = assert_problem(look_up(connection), ProblemKind.TIMED_OUT, connection)
    assert "0.3 seconds" in next_step(problem)


# Reading


def test_a_read_that_is_never_answered_is_a_timeout(node: Node) -> None:
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


def test_a_connection_that_is_reset_is_not_noticed(node: Node) -> None:
    node.faults.reset_reads = 1
    assert_johndoe(look_up(connection_to(node)))


def test_a_server_that_is_gone_between_look_ups_is_unreachable_and_not_slow(node: Node) -> None:
    connection = replace(connection_to(node), kv_timeout=SHORT_SECONDS)
    with closing(cluster_store(connection)) as store:
        assert_johndoe(store.look_up("johndoe"))
        node.stop()
        problem = assert_problem(store.look_up("johndoe"), ProblemKind.UNREACHABLE, connection)
        assert "is closed" in next_step(problem)


def test_the_same_store_finds_again_when_the_server_is_back(node: Node) -> None:
    connection = replace(connection_to(node), kv_timeout=SHORT_SECONDS)
    with closing(cluster_store(connection)) as store:
        assert_johndoe(store.look_up("johndoe"))
        node.stop()
        assert isinstance(store.look_up("johndoe"), Problem)
        node.restart()
        assert_johndoe(_answer_within(RECOVERY_SECONDS, store))


def test_a_store_that_could_not_connect_connects_at_the_next_look_up(node: Node) -> None:
    with closing(cluster_store(connection_to(node))) as store:
        node.stop()
        assert isinstance(store.look_up("johndoe"), Problem)
        node.restart()
        assert_johndoe(store.look_up("johndoe"))


def test_a_restart_between_look_ups_is_not_noticed(node: Node) -> None:
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
def test_one_good_host_of_several_is_enough(node: Node, good_first: bool) -> None:
    with closed_port() as port:
        hosts = [f"127.0.0.1:{node.port}", f"127.0.0.1:{port}", "nohost.invalid"]
        names = ",".join(hosts if good_first else reversed(hosts))
        with at_once():
            assert_johndoe(
                look_up(replace(connection_to(node), connection_string=f"couchbase://{names}"))
            )


def test_a_host_that_joins_in_later_is_used(node: Node) -> None:
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


def test_several_closed_hosts_are_a_problem_that_names_the_first(node: Node) -> None:
    with closed_port() as first, closed_port() as second:
        connection = replace(
            connection_to(node),
            connection_string=f"couchbase://127.0.0.1:{first},127.0.0.1:{second}",
        )
        with at_once():
            problem = assert_problem(look_up(connection), ProblemKind.UNREACHABLE, connection)
    assert f"Port {first} " in next_step(problem)
    assert_no_sign_in(node)
