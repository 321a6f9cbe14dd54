"""A list of usernames is read side by side, and each of them has its own outcome."""

import gc
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from time import monotonic

import pytest

from profile_browser.domain.outcome import Found, Missing, Outcome
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.stores.store import Store
from tests.wire.frames import Opcode
from tests.wire.node import Node
from tests.wire.people import JOHN_DOE, MARKED_HASH
from tests.wire.sdk import PATIENT_SECONDS, SHORT_SECONDS
from tests.wire.stores import ASKED_FIELDS, cluster_store, connection_to, located
from tests.wire.test_store_closing import native_threads, without_timeouts

NAMES = [f"person{number:03}" for number in range(100)]
AT_ONCE = 16
DELAY = 0.01  # seconds: long enough for many reads in flight
MOMENT = 1.0  # on a busy machine
CYCLES = 10

Outcomes = Mapping[str, Outcome]


def record(username: str) -> dict[str, object]:
    return JOHN_DOE | {"username": username, "email": f"{username}@example.com"}


@pytest.fixture
def crowd() -> Iterator[Node]:
    """Start a node with a hundred people, which takes its time."""
    with Node({f"userprofile::{name}": record(name) for name in NAMES}) as node:
        node.faults.delay = DELAY
        yield node


def read(store: Store, usernames: list[str], at_once: int = AT_ONCE) -> Outcomes:
    outcomes = store.look_up_all(usernames, at_once=at_once)
    assert isinstance(outcomes, Mapping)
    return outcomes


def read_all(node: Node) -> Outcomes:
    with closing(cluster_store(connection_to(node))) as store:
        return read(store, NAMES)


def assert_found(outcomes: Outcomes, usernames: list[str]) -> None:
    """Check that each of these usernames has their own record, and in this order."""
    assert list(outcomes) == usernames
    for username, outcome in outcomes.items():
        assert isinstance(outcome, Found)
        assert outcome.user.username == outcome.asked == username
        assert outcome.user.email == f"{username}@example.com"


def assert_all(outcomes: Outcomes, reason: Reason) -> None:
    assert outcomes
    for outcome in outcomes.values():
        assert isinstance(outcome, Problem)
        assert outcome.reason is reason


# Each has its own outcome


def test_each_person_of_a_list_is_found(crowd: Node) -> None:
    assert_found(read_all(crowd), NAMES)


def test_a_list_tells_the_missing_the_damaged_and_the_refused_apart(crowd: Node) -> None:
    crowd.put("userprofile::torn", b'{"username": "to')
    crowd.put("userprofile::wrong", record("wrong") | {"username": 7})
    crowd.put("userprofile::partly", record("partly") | {"email": 7})
    # A get with a projection ends the process on this value.
    crowd.put("userprofile::endless", b'{"username": "endless", "email": 1e999}')
    asked = [*NAMES[:9], "nobody", "torn", "x" * 300, "wrong", "partly", "endless", NAMES[9]]
    with closing(cluster_store(connection_to(crowd))) as store:
        outcomes = dict(read(store, asked))
    assert set(outcomes) == set(asked)
    assert isinstance(outcomes.pop("nobody"), Missing)
    for name, kind in {
        "torn": ProblemKind.DAMAGED_DOCUMENT,
        "wrong": ProblemKind.DAMAGED_DOCUMENT,
        "x" * 300: ProblemKind.BAD_INPUT,
    }.items():
        problem = outcomes.pop(name)
        assert isinstance(problem, Problem)
        assert problem.kind is kind
    for name in ("partly", "endless"):
        partly = outcomes.pop(name)
        assert isinstance(partly, Found)
        assert partly.user.damaged
    assert_found(outcomes, NAMES[:10])


def test_a_list_is_as_good_without_a_delay(crowd: Node) -> None:
    crowd.faults.delay = 0.0
    assert_found(read_all(crowd), NAMES)


def test_two_lists_after_each_other_use_one_session(crowd: Node) -> None:
    with closing(cluster_store(connection_to(crowd))) as store:
        assert_found(read(store, NAMES[:50]), NAMES[:50])
        crowd.forget()
        assert_found(read(store, NAMES[50:]), NAMES[50:])
    assert crowd.connections == 0


# What the cluster sees


@pytest.mark.parametrize("at_once", [1, 8])
def test_never_more_reads_are_in_flight_than_allowed(crowd: Node, at_once: int) -> None:
    with closing(cluster_store(connection_to(crowd))) as store:
        assert_found(read(store, NAMES, at_once), NAMES)
    assert crowd.most_reads_at_once == at_once


def test_each_person_is_asked_for_once_and_only_for_the_described_fields(crowd: Node) -> None:
    read_all(crowd)
    assert sorted(crowd.lookups) == [(f"userprofile::{name}", ASKED_FIELDS) for name in NAMES]
    assert Opcode.GET not in crowd.opcodes
    assert MARKED_HASH.encode() not in crowd.answered_bytes


# What fails for all


@pytest.mark.parametrize("at_once", [1, AT_ONCE])
def test_a_missing_collection_is_found_out_by_one_read(crowd: Node, at_once: int) -> None:
    connection = located(connection_to(crowd), scope="crm", collection="missing")
    with closing(cluster_store(connection)) as store:
        started = monotonic()
        outcomes = read(store, NAMES, at_once)
    assert list(outcomes) == NAMES[:1]
    assert_all(outcomes, Reason.COLLECTION_MISSING)
    assert monotonic() - started < PATIENT_SECONDS / 2


def test_a_missing_right_to_read_is_found_out_by_one_read(crowd: Node) -> None:
    crowd.faults.no_read_right = True
    outcomes = read_all(crowd)
    assert list(outcomes) == NAMES[:1]
    assert_all(outcomes, Reason.READING_NOT_ALLOWED)


def test_a_server_that_cannot_be_reached_is_a_problem_of_the_list(crowd: Node) -> None:
    crowd.stop()
    with closing(cluster_store(connection_to(crowd))) as store:
        problem = store.look_up_all(NAMES, at_once=AT_ONCE)
    assert isinstance(problem, Problem)
    assert problem.kind is ProblemKind.UNREACHABLE


# Faults in the middle


@pytest.fixture
def impatient(crowd: Node) -> Iterator[Store]:
    """Open a store with a short timeout, which has read somebody already."""
    connection = replace(connection_to(crowd), kv_timeout=SHORT_SECONDS)
    with closing(cluster_store(connection)) as store:
        assert_found(read(store, NAMES[:2]), NAMES[:2])
        crowd.forget()
        yield store


def test_a_broken_connection_costs_nobody_their_outcome(crowd: Node) -> None:
    with closing(cluster_store(connection_to(crowd))) as store:  # to connect again takes a while
        assert_found(read(store, NAMES[:2]), NAMES[:2])
        crowd.faults.reset_reads = 1
        assert_found(read(store, NAMES), NAMES)


def test_a_connection_that_breaks_again_and_again_gives_nobody_a_wrong_outcome(
    crowd: Node, impatient: Store
) -> None:
    crowd.faults.reset_reads = 5
    for name, outcome in read(impatient, NAMES).items():
        assert not isinstance(outcome, Found) or outcome.user.username == name
        assert isinstance(outcome, Found | Problem)
    assert_found(first_whole(impatient), NAMES)


def test_timeouts_are_outcomes_of_those_that_were_asked_for(crowd: Node, impatient: Store) -> None:
    crowd.faults.silent_reads = True
    outcomes = read(impatient, NAMES)
    assert_all(outcomes, Reason.READ_TIMED_OUT)
    assert len(outcomes) == AT_ONCE
    assert len(crowd.lookups) == AT_ONCE


def test_a_list_goes_on_after_timeouts(crowd: Node, impatient: Store) -> None:
    crowd.faults.silent_reads = True
    read(impatient, NAMES)
    crowd.faults.silent_reads = False
    assert_found(read(impatient, NAMES), NAMES)


def test_timeouts_at_the_same_time_connect_once_to_find_out_why(
    crowd: Node, impatient: Store
) -> None:
    crowd.faults.silent_reads = True
    read(impatient, NAMES)
    assert crowd.wait_for_connection()  # a connection that the node has not yet accepted
    assert crowd.connections <= 2  # two, if a busy machine stretches them


def test_a_killed_server_ends_only_what_was_in_flight(crowd: Node, impatient: Store) -> None:
    crowd.faults.gate = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read, impatient, NAMES)
        assert crowd.wait_for_read()
        crowd.stop()
        outcomes = reading.result(PATIENT_SECONDS)
    assert 1 <= len(outcomes) <= AT_ONCE
    assert {outcome.kind for outcome in outcomes.values() if isinstance(outcome, Problem)} == {
        ProblemKind.UNREACHABLE
    }
    crowd.faults.gate = None
    crowd.restart()
    assert_found(first_whole(impatient), NAMES)


def first_whole(store: Store) -> Outcomes:
    """Read the list until everybody is found; each try is bounded by its timeout."""
    for _ in range(10):
        outcomes = store.look_up_all(NAMES, at_once=AT_ONCE)
        if isinstance(outcomes, Mapping) and len(outcomes) == len(NAMES):
            break
    assert isinstance(outcomes, Mapping)
    return outcomes


# Closing


def test_closing_ends_all_reads_at_once(crowd: Node) -> None:
    store = cluster_store(without_timeouts(crowd))
    read(store, NAMES[:2])
    before = threading.active_count()
    crowd.faults.gate = threading.Event()
    crowd.forget()
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read, store, NAMES)
        for _ in range(AT_ONCE):
            assert crowd.wait_for_read()
        started = monotonic()
        store.close()
        assert monotonic() - started < MOMENT
        outcomes = reading.result(MOMENT)
    assert_all(outcomes, Reason.CANCELLED)
    assert len(outcomes) == AT_ONCE
    assert threading.active_count() == before
    assert crowd.wait_until_disconnected()


def test_closing_keeps_what_was_read_before(crowd: Node) -> None:
    store = cluster_store(without_timeouts(crowd))
    read(store, NAMES[:2])
    crowd.forget()
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read, store, NAMES, 4)
        for _ in range(20):
            assert crowd.wait_for_read()
        store.close()
        outcomes = reading.result(MOMENT)
    found = {name: each for name, each in outcomes.items() if isinstance(each, Found)}
    assert_found(found, list(found))
    assert len(found) >= 16
    assert_all({name: outcomes[name] for name in outcomes.keys() - found}, Reason.CANCELLED)


@pytest.fixture
def without_collections() -> Iterator[None]:
    """Leave reference cycles where they are."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("without_collections")
def test_closing_in_the_middle_repeatedly_leaves_no_threads(crowd: Node) -> None:
    def close_in_the_middle(reads: int) -> None:
        store = cluster_store(connection_to(crowd))
        crowd.forget()
        with ThreadPoolExecutor(1) as pool:
            reading = pool.submit(store.look_up_all, NAMES, at_once=64)
            for _ in range(reads):
                assert crowd.wait_for_read()
            store.close()
            reading.result(MOMENT)

    close_in_the_middle(1)
    before = native_threads()
    for number in range(CYCLES):
        close_in_the_middle(1 + 8 * number)
    most = before + CYCLES // 2
    until = monotonic() + PATIENT_SECONDS  # the node's threads end a moment after their connections
    while native_threads() >= most and monotonic() < until:
        threading.Event().wait(0.01)
    assert native_threads() < most
