"""Closing a store: nobody waits for a server that hangs, and nothing is left behind."""

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
from tests.wire.node import Node
from tests.wire.sdk import PATIENT_SECONDS
from tests.wire.stores import assert_johndoe, cluster_store, connection_to

if TYPE_CHECKING:
    from collections.abc import Callable

# Whoever waits for one of these is found out by `PATIENT_SECONDS`.
ENDLESS_SECONDS = 15.0
CYCLES = 10


def endless(node: Node) -> Connection:
    """Describe the node for somebody with all the time in the world."""
    return replace(connection_to(node), kv_timeout=ENDLESS_SECONDS, connect_timeout=ENDLESS_SECONDS)


# During a read


@pytest.mark.usefixtures("opened")
def test_closing_ends_a_read_that_hangs(node: Node) -> None:
    store = cluster_store(endless(node))
    node.faults.gate = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(store.look_up, "johndoe")
        assert node.wait_for_read()
        assert not reading.done()
        store.close()
        assert isinstance(reading.result(PATIENT_SECONDS), Problem)
    assert node.wait_until_left()


@pytest.mark.usefixtures("opened")
def test_closing_ends_a_search_that_hangs(node: Node) -> None:
    store = cluster_store(endless(node))
    node.query.faults.gate = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        searching = pool.submit(store.search, Question("jo"), 50)
        assert node.query.wait_for_query()
        assert not searching.done()
        store.close()
        outcome = searching.result(PATIENT_SECONDS)
    assert isinstance(outcome, Problem)
    assert "was cancelled" in summary(outcome)
    assert node.wait_until_left()


@pytest.mark.usefixtures("opened")
def test_closing_ends_a_suggestion_that_hangs(node: Node) -> None:
    store = cluster_store(endless(node))
    node.query.faults.gate = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        suggesting = pool.submit(store.suggest, "jo", 8)
        assert node.query.wait_for_query()
        store.close()
        assert suggesting.result(PATIENT_SECONDS / 2) == ()
    assert node.wait_until_left()


def test_a_read_that_was_called_off_is_not_blamed_on_the_server(node: Node) -> None:
    store = cluster_store(endless(node))
    node.faults.gate = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(store.look_up, "johndoe")
        assert node.wait_for_read()
        store.close()
        outcome = reading.result(PATIENT_SECONDS)
    assert isinstance(outcome, Problem)
    assert outcome.kind is not ProblemKind.TIMED_OUT
    assert "15 seconds" not in next_step(outcome)


def test_closing_in_the_instant_before_a_read_ends_it_too(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = cluster_store(endless(node))
    assert_johndoe(store.look_up("johndoe"))
    read: Callable[..., object] = couchbase.get_user

    def close_and_read(*arguments: object, **options: object) -> object:
        store.close()
        return read(*arguments, **options)

    monkeypatch.setattr(couchbase, "get_user", close_and_read)
    assert isinstance(store.look_up("johndoe"), Problem)


# During connecting


@pytest.mark.usefixtures("opened")
def test_closing_does_not_wait_for_a_connect_that_hangs(node: Node) -> None:
    store = cluster_store(endless(node))
    node.faults.silent_connects = True
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(store.look_up, "johndoe")
        # The first connection only tries the port.
        assert node.wait_for_connection()
        assert node.wait_for_connection()
        store.close()
        assert not reading.done()
        # The server comes to, and so connecting ends well: too late.
        node.faults.silent_connects = False
        node.restart()
        assert isinstance(reading.result(PATIENT_SECONDS), Problem)
    assert node.lookups == []
    assert node.wait_until_left()


# After closing


def test_a_closed_store_asks_nobody_any_more(node: Node) -> None:
    store = cluster_store(endless(node))
    assert_johndoe(store.look_up("johndoe"))
    store.close()
    node.forget()
    assert isinstance(store.look_up("johndoe"), Problem)
    assert node.connections == 0


def test_a_store_that_was_closed_before_its_first_look_up_asks_nobody(node: Node) -> None:
    store = cluster_store(endless(node))
    store.close()
    assert isinstance(store.look_up("johndoe"), Problem)
    assert node.connections == 0


@pytest.mark.usefixtures("opened")
def test_closing_twice_is_once(node: Node) -> None:
    store = cluster_store(connection_to(node))
    store.close()
    store.close()
    store = cluster_store(connection_to(node))
    assert_johndoe(store.look_up("johndoe"))
    store.close()
    store.close()
    assert node.wait_until_left()


@pytest.mark.usefixtures("opened")
def test_closing_from_several_threads_is_once(node: Node) -> None:
    store = cluster_store(connection_to(node))
    assert_johndoe(store.look_up("johndoe"))
    with ThreadPoolExecutor(4) as pool:
        for closed in [pool.submit(store.close) for _ in range(8)]:
            closed.result(PATIENT_SECONDS)
    assert node.wait_until_left()


# What is left behind


@pytest.mark.usefixtures("opened")
def test_a_closed_store_hangs_up(node: Node) -> None:
    store = cluster_store(connection_to(node))
    assert_johndoe(store.look_up("johndoe"))
    assert not node.wait_until_left(timeout=0.05)
    store.close()
    assert node.wait_until_left()


@pytest.mark.usefixtures("opened")
def test_a_bucket_that_could_not_be_opened_leaves_no_connection_open(node: Node) -> None:
    node.faults.no_bucket_right = True
    store = cluster_store(connection_to(node))
    assert isinstance(store.look_up("johndoe"), Problem)
    assert node.wait_until_left()


def native_threads() -> int:
    """Count this process's threads, those of the SDK included."""
    tasks = Path("/proc/self/task")
    return sum(1 for _ in tasks.iterdir()) if tasks.exists() else threading.active_count()


def test_opening_and_closing_again_and_again_leaves_no_threads(node: Node) -> None:
    def open_and_close() -> None:
        store = cluster_store(connection_to(node))
        assert_johndoe(store.look_up("johndoe"))
        store.close()

    open_and_close()
    before = native_threads()
    for _ in range(CYCLES):
        open_and_close()
    # A thread or two may be on their way out; one for each cycle is a leak.
    assert native_threads() < before + CYCLES // 2


def test_refused_sign_ins_leave_no_threads(node: Node) -> None:
    def be_refused() -> None:
        store = cluster_store(replace(connection_to(node), password="wrong"))
        assert isinstance(store.look_up("johndoe"), Problem)
        store.close()

    be_refused()
    before = native_threads()
    for _ in range(CYCLES):
        be_refused()
    assert native_threads() < before + CYCLES // 2
