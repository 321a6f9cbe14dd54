"""Couchbase's own mock stops, dies and comes back while a store is open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from profile_browser.domain.problem import ProblemKind
from tests.wire.sdk import SHORT_SECONDS
from tests.wire.stores import (
    assert_johndoe,
    assert_problem,
    connection_to,
    first_answer,
    look_up,
)
from tests.wire.terminal import run_lookup

if TYPE_CHECKING:
    from profile_browser.domain.store import ProfileStore
    from tests.servers.mock_cluster import MockCluster

MOST_TRIES = 40


def test_a_stopped_server_times_out_and_serves_again_once_it_goes_on(
    cluster: MockCluster, store: ProfileStore
) -> None:
    assert_johndoe(store.look_up("johndoe"))
    cluster.stop()
    assert_problem(store.look_up("johndoe"), ProblemKind.TIMED_OUT, connection_to(cluster))
    assert_problem(store.look_up("johndoe"), ProblemKind.TIMED_OUT, connection_to(cluster))
    cluster.go_on()
    assert_johndoe(first_answer(store, MOST_TRIES))


def test_a_server_that_is_stopped_from_the_beginning_times_out(cluster: MockCluster) -> None:
    connection = replace(connection_to(cluster), connect_timeout=SHORT_SECONDS)
    cluster.stop()
    assert_problem(look_up(connection), ProblemKind.TIMED_OUT, connection)
    ended = run_lookup(connection, "johndoe", "alice")
    assert (ended.code, ended.out) == (3, "")
    assert "port is open" in ended.err
    cluster.go_on()
    assert run_lookup(connection_to(cluster), "johndoe").code == 0


def test_a_killed_server_is_unreachable_and_serves_again_on_the_same_port(
    cluster: MockCluster, store: ProfileStore
) -> None:
    assert_johndoe(store.look_up("johndoe"))
    cluster.kill()
    assert_problem(store.look_up("johndoe"), ProblemKind.UNREACHABLE, connection_to(cluster))
    ended = run_lookup(connection_to(cluster), "johndoe")
    assert (ended.code, ended.out) == (3, "")
    assert f"Port {cluster.ports[0]} on 127.0.0.1 is closed" in ended.err
    cluster.start()
    assert_johndoe(first_answer(store, MOST_TRIES))
    assert run_lookup(connection_to(cluster), "johndoe").code == 0
