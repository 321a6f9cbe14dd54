"""Three nodes of Couchbase's own mock: nobody is shown for somebody else, whatever happens."""

from __future__ import annotations

import threading
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.outcome import Found
from profile_browser.domain.problem import Problem
from tests.servers.recorded import answers_in, lookups_in
from tests.wire.stores import cluster_store, connection_to
from tests.wire.terminal import run_lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.store import ProfileStore
    from tests.servers.conftest import MockClusters
    from tests.servers.mock_cluster import MockCluster

NOT_MY_VBUCKET = 0x07
USERNAMES = [f"person-{number}" for number in range(300)]
SOME = USERNAMES[:24]
MOST_TRIES = 40
LONG_SECONDS = 15.0  # the SDK asks for a newer map every 2.5 seconds


@pytest.fixture
def cluster(start_cluster: MockClusters) -> MockCluster:
    """Return a cluster of three nodes over which 300 people are spread."""
    people: dict[str, object] = {
        f"userprofile::{name}": {"username": name, "full_name": f"Full {name}"}
        for name in USERNAMES
    }
    return start_cluster(people, nodes=3)


def is_found(username: str, outcome: Outcome) -> bool:
    """Return whether the person was found; anything else must be a problem."""
    if isinstance(outcome, Found):
        user = outcome.user
        assert (user.username, user.full_name) == (username, f"Full {username}")
        return True
    assert isinstance(outcome, Problem), outcome  # they are all there
    return False


def found_by(store: ProfileStore, usernames: Iterable[str] = SOME) -> set[str]:
    """Ask for each of them once; return who was found."""
    return {name for name in usernames if is_found(name, store.look_up(name))}


def assert_all_found_again(store: ProfileStore) -> None:
    """Check that the store comes to find everybody; each try is bounded by its timeout."""
    for _ in range(MOST_TRIES):
        if found_by(store, SOME[:3]) == set(SOME[:3]) and found_by(store) == set(SOME):
            break
    assert found_by(store, USERNAMES) == set(USERNAMES)


def asked_of(cluster: MockCluster, node: int) -> set[str]:
    """Return who was asked for at a node."""
    lookups = lookups_in(cluster.conversations(node))
    return {key.removeprefix("userprofile::") for key, _ in lookups}


def test_everybody_is_found_on_the_node_that_has_them(
    cluster: MockCluster, store: ProfileStore
) -> None:
    assert found_by(store, USERNAMES) == set(USERNAMES)
    asked = [asked_of(cluster, node) for node in range(3)]
    assert min(map(len, asked)) > 50
    assert sum(map(len, asked)) == len(USERNAMES)


def test_the_terminal_finds_everybody_over_one_sign_in(cluster: MockCluster) -> None:
    ended = run_lookup(connection_to(cluster), *USERNAMES)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.count("Username: person-") == len(USERNAMES)


def test_a_stopped_node_takes_only_its_own_people_with_it(
    cluster: MockCluster, store: ProfileStore
) -> None:
    assert found_by(store) == set(SOME)
    lost = asked_of(cluster, 1)
    cluster.freeze(1)
    assert found_by(store) == set(SOME) - lost
    cluster.thaw(1)
    assert_all_found_again(store)


def test_a_killed_node_takes_only_its_own_people_with_it_until_others_have_them(
    cluster: MockCluster, store: ProfileStore
) -> None:
    assert found_by(store) == set(SOME)
    lost = asked_of(cluster, 1)
    cluster.kill_node(1)
    assert found_by(store) == set(SOME) - lost
    cluster.spread(0, 2)
    assert_all_found_again(store)
    cluster.restart_node(1)
    cluster.spread(0, 1, 2)
    assert_all_found_again(store)


def test_a_node_that_is_dead_from_the_beginning_keeps_nobody_from_signing_in(
    cluster: MockCluster, store: ProfileStore
) -> None:
    cluster.kill_node(0)
    found = found_by(store)
    assert set() < found < set(SOME)
    cluster.spread(1, 2)
    assert_all_found_again(store)


def test_a_node_that_is_added_is_asked(cluster: MockCluster, store: ProfileStore) -> None:
    assert found_by(store) == set(SOME)
    cluster.add_node()
    cluster.spread(0, 1, 2, 3)
    assert_all_found_again(store)
    assert len(asked_of(cluster, 3)) > 30


class Reader:
    """Looks everybody up on a separate thread, round and round."""

    def __init__(self, store: ProfileStore) -> None:
        self._store = store
        self._enough = threading.Event()
        self._answered = threading.Semaphore(0)
        self._thread = threading.Thread(target=self._read, name="reader", daemon=True)
        self.outcomes: list[tuple[str, Outcome]] = []

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read while the block runs."""
        self._thread.start()
        try:
            yield
        finally:
            self._enough.set()
            self._thread.join()

    def wait_for(self, answers: int) -> None:
        """Wait until so many more were answered."""
        for _ in range(answers):
            assert self._answered.acquire(timeout=LONG_SECONDS)

    def _read(self) -> None:
        while not self._enough.is_set():
            for username in USERNAMES:
                self.outcomes.append((username, self._store.look_up(username)))
                self._answered.release()


def test_a_map_that_changes_under_the_reads_shows_nobody_for_somebody_else(
    cluster: MockCluster,
) -> None:
    connection = replace(connection_to(cluster), kv_timeout=LONG_SECONDS)
    with closing(cluster_store(connection)) as store:
        reader = Reader(store)
        with reader.reading():
            for nodes in [(0, 1), (2, 0, 1), (1,)]:
                reader.wait_for(len(USERNAMES))
                cluster.spread(*nodes)
            reader.wait_for(2 * len(USERNAMES))
        # The SDK waits for the newer map and asks again, and within its timeout finds all.
        assert all(is_found(username, outcome) for username, outcome in reader.outcomes)
        assert_all_found_again(store)
    refused = [
        answer
        for node in range(3)
        for answer in answers_in(cluster.conversations(node))
        if answer.status == NOT_MY_VBUCKET
    ]
    assert refused  # or nothing was shown
