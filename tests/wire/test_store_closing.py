"""Closing a store does not wait for a hanging server and leaves nothing behind."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.domain.question import Question
from profile_browser.messages.problems import next_step, summary
from profile_browser.stores.couchbase import sdk as couchbase
from profile_browser.stores.couchbase import subdocuments
from tests.wire.node import Node
from tests.wire.sdk import PATIENT_SECONDS
from tests.wire.stores import assert_johndoe, cluster_store, connection_to

if TYPE_CHECKING:
    from collections.abc import Callable

RECONNECT_SECONDS = 25.0  # the SDK waits longer after each try that failed
# Longer than `PATIENT_SECONDS`, so that a test that waits for it fails.
ENDLESS_SECONDS = 15.0
CYCLES = 10


def without_timeouts(node: Node) -> Connection:
    """Return a connection to the node with very long timeouts."""
    return replace(connection_to(node), kv_timeout=ENDLESS_SECONDS, connect_timeout=ENDLESS_SECONDS)


# During a read


@pytest.mark.usefixtures("opened")
def test_closing_ends_a_hanging_read(node: Node) -> None:
    store = cluster_store(without_timeouts(node))
    node.faults.gate = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(store.look_up, "johndoe")
        assert node.wait_for_read()
        assert not reading.done()
        store.close()
        assert isinstance(reading.result(PATIENT_SECONDS), Problem)
    assert node.wait_until_disconnected()


@pytest.mark.usefixtures("opened")
def test_closing_ends_a_hanging_search(node: Node) -> None:
    store = cluster_store(without_timeouts(node))
    node.query.faults.gate = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        searching = pool.submit(store.search, Question("jo"), 50)
        assert node.query.wait_for_query()
        assert not searching.done()
        store.close()
        outcome = searching.result(PATIENT_SECONDS)
    assert isinstance(outcome, Problem)
    assert "was cancelled" in summary(outcome)
    assert node.wait_until_disconnected()


@pytest.mark.usefixtures("opened")
def test_closing_ends_a_hanging_suggestion(node: Node) -> None:
    store = cluster_store(without_timeouts(node))
    node.query.faults.gate = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        suggesting = pool.submit(store.suggest, "jo", 8)
        assert node.query.wait_for_query()
        store.close()
        assert suggesting.result(PATIENT_SECONDS / 2) == ()
    assert node.wait_until_disconnected()


def test_a_read_ended_by_closing_is_not_reported_as_a_timeout(node: Node) -> None:
    store = cluster_store(without_timeouts(node))
    node.faults.gate = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(store.look_up, "johndoe")
        assert node.wait_for_read()
        store.close()
        outcome = reading.result(PATIENT_SECONDS)
    assert isinstance(outcome, Problem)
    assert outcome.kind is not ProblemKind.TIMED_OUT
    assert "15 seconds" not in next_step(outcome)


def test_closing_just_before_a_read_ends_it(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    store = cluster_store(without_timeouts(node))
    assert_johndoe(store.look_up("johndoe"))
    read: Callable[..., object] = subdocuments.read_user

    def close_and_read(*arguments: object, **options: object) -> object:
        store.close()
        return read(*arguments, **options)

    monkeypatch.setattr(couchbase, "read_user", close_and_read)
    assert isinstance(store.look_up("johndoe"), Problem)


# During connecting


@pytest.mark.usefixtures("opened")
def test_closing_does_not_wait_for_a_hanging_connect(node: Node) -> None:
    store = cluster_store(without_timeouts(node))
    node.faults.silent_connects = True
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(store.look_up, "johndoe")
        # The first connection only tests the port.
        assert node.wait_for_connection()
        assert node.wait_for_connection()
        store.close()
        assert not reading.done()
        # The server recovers, so connecting succeeds, but too late.
        node.faults.silent_connects = False
        node.restart()
        assert isinstance(reading.result(RECONNECT_SECONDS), Problem)
    assert node.lookups == []
    assert node.wait_until_disconnected()


# After closing


def test_a_closed_store_sends_no_more_requests(node: Node) -> None:
    store = cluster_store(without_timeouts(node))
    assert_johndoe(store.look_up("johndoe"))
    store.close()
    node.forget()
    assert isinstance(store.look_up("johndoe"), Problem)
    assert node.connections == 0


def test_a_store_closed_before_its_first_lookup_never_connects(node: Node) -> None:
    store = cluster_store(without_timeouts(node))
    store.close()
    assert isinstance(store.look_up("johndoe"), Problem)
    assert node.connections == 0


@pytest.mark.usefixtures("opened")
def test_closing_twice_is_harmless(node: Node) -> None:
    store = cluster_store(connection_to(node))
    store.close()
    store.close()
    store = cluster_store(connection_to(node))
    assert_johndoe(store.look_up("johndoe"))
    store.close()
    store.close()
    assert node.wait_until_disconnected()


@pytest.mark.usefixtures("opened")
def test_closing_from_several_threads_is_harmless(node: Node) -> None:
    store = cluster_store(connection_to(node))
    assert_johndoe(store.look_up("johndoe"))
    with ThreadPoolExecutor(4) as pool:
        for closed in [pool.submit(store.close) for _ in range(8)]:
            closed.result(PATIENT_SECONDS)
    assert node.wait_until_disconnected()


# Nothing is left behind


@pytest.mark.usefixtures("opened")
def test_closing_a_store_disconnects(node: Node) -> None:
    store = cluster_store(connection_to(node))
    assert_johndoe(store.look_up("johndoe"))
    assert not node.wait_until_disconnected(timeout=0.05)
    store.close()
    assert node.wait_until_disconnected()


@pytest.mark.usefixtures("opened")
def test_a_bucket_that_cannot_be_opened_leaves_no_connection_open(node: Node) -> None:
    node.faults.no_bucket_right = True
    store = cluster_store(connection_to(node))
    assert isinstance(store.look_up("johndoe"), Problem)
    assert node.wait_until_disconnected()


def native_threads() -> int:
    """Count this process's threads, including those of the SDK."""
    tasks = Path("/proc/self/task")
    return sum(1 for _ in tasks.iterdir()) if tasks.exists() else threading.active_count()


def test_opening_and_closing_repeatedly_leaves_no_threads(node: Node) -> None:
    def open_and_close() -> None:
        store = cluster_store(connection_to(node))
        assert_johndoe(store.look_up("johndoe"))
        store.close()

    open_and_close()
    before = native_threads()
    for _ in range(CYCLES):
        open_and_close()
    # A thread or two may still be ending; one for each cycle is a leak.
    assert native_threads() < before + CYCLES // 2


def test_refused_sign_ins_leave_no_threads(node: Node) -> None:
    def try_a_wrong_password() -> None:
        store = cluster_store(replace(connection_to(node), password="wrong"))
        assert isinstance(store.look_up("johndoe"), Problem)
        store.close()

    try_a_wrong_password()
    before = native_threads()
    for _ in range(CYCLES):
        try_a_wrong_password()
    assert native_threads() < before + CYCLES // 2
