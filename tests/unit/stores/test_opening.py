"""From a connection to a store that never raises."""

import logging
from collections.abc import Callable
from logging.handlers import BufferingHandler
from pathlib import Path

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.domain.outcome import Missing, Outcome, Problem, ProblemKind
from profile_browser.domain.question import Question
from profile_browser.domain.store import ProfileStore
from profile_browser.domain.user import User
from profile_browser.settings.options import SAMPLE
from profile_browser.stores.opening import LazyStore, open_store
from profile_browser.stores.sample.store import SampleStore
from tests.unit.helpers.people import CLUSTER, user
from tests.unit.helpers.program import python


class FakeStore:
    """Says what it is told to, and remembers what it was asked."""

    def __init__(self, answer: Callable[[str], Outcome]) -> None:
        self._answer = answer
        self.closed = 0

    def look_up(self, username: str) -> Outcome:
        return self._answer(username)

    def search(self, question: Question, limit: int) -> Outcome:
        assert limit == 50
        return self._answer(question.text)

    def suggest(self, text: str, limit: int) -> tuple[User, ...]:
        assert limit == 8
        self._answer(text)
        return (user(text),)

    def close(self) -> None:
        self.closed += 1


class Opener:
    """Opens one store, and counts how often."""

    def __init__(self, store: ProfileStore) -> None:
        self._store = store
        self.opened: list[Connection] = []

    def __call__(self, connection: Connection) -> ProfileStore:
        self.opened.append(connection)
        return self._store


def _missing(username: str) -> Outcome:
    return Missing(username, CLUSTER.title)


def _break(_username: str) -> Outcome:
    secret = "marked-secret"
    raise LookupError(secret)


def _interrupt(_username: str) -> Outcome:
    raise KeyboardInterrupt


def test_without_a_cluster_the_sample_directory_is_opened() -> None:
    assert isinstance(open_store(SAMPLE), SampleStore)


def test_a_cluster_is_opened_without_being_asked_yet() -> None:
    store = open_store(CLUSTER)
    assert type(store).__name__ == "CouchbaseStore"
    store.close()


def test_a_store_costs_nothing_before_the_first_look_up() -> None:
    opener = Opener(FakeStore(_missing))
    LazyStore(CLUSTER, opener).close()
    assert opener.opened == []


def test_a_store_is_opened_once_for_many_look_ups() -> None:
    opener = Opener(FakeStore(_missing))
    store = LazyStore(CLUSTER, opener)
    assert [store.look_up(name) for name in "ab"] == [_missing("a"), _missing("b")]
    assert opener.opened == [CLUSTER]


def test_closing_closes_what_was_opened() -> None:
    inner = FakeStore(_missing)
    store = LazyStore(CLUSTER, Opener(inner))
    store.look_up("a")
    store.close()
    assert inner.closed == 1


def test_a_store_that_was_closed_while_it_was_opened_is_closed_too() -> None:
    inner = FakeStore(_missing)

    def open_slowly(_connection: Connection) -> ProfileStore:
        store.close()
        return inner

    store = LazyStore(CLUSTER, open_slowly)
    store.look_up("a")
    assert inner.closed == 1


def test_a_fault_that_nobody_foresaw_becomes_a_problem() -> None:
    outcome = LazyStore(CLUSTER, Opener(FakeStore(_break))).look_up("johndoe")
    assert isinstance(outcome, Problem)
    assert outcome.kind is ProblemKind.UNEXPECTED
    assert "LookupError" in outcome.details
    assert "marked-secret" not in f"{outcome}"


def test_a_search_and_a_suggestion_are_passed_on() -> None:
    store = LazyStore(CLUSTER, Opener(FakeStore(_missing)))
    assert store.search(Question("jo"), 50) == _missing("jo")
    assert store.suggest("jo", 8) == (user("jo"),)


def test_a_search_that_breaks_becomes_a_problem_and_a_suggestion_nobody() -> None:
    store = LazyStore(CLUSTER, Opener(FakeStore(_break)))
    outcome = store.search(Question("jo"), 50)
    assert isinstance(outcome, Problem)
    assert outcome.kind is ProblemKind.UNEXPECTED
    assert store.suggest("jo", 8) == ()


def test_a_closed_store_is_not_opened_again_to_search_or_to_suggest() -> None:
    opener = Opener(FakeStore(_missing))
    store = LazyStore(CLUSTER, opener)
    store.close()
    assert isinstance(store.search(Question("jo"), 50), Problem)
    assert store.suggest("jo", 8) == ()
    assert opener.opened == []


def test_a_store_that_cannot_be_opened_becomes_a_problem_and_is_tried_again() -> None:
    attempts: list[Connection] = []

    def fail_once(connection: Connection) -> ProfileStore:
        attempts.append(connection)
        if len(attempts) == 1:
            raise ImportError
        return FakeStore(_missing)

    store = LazyStore(CLUSTER, fail_once)
    assert isinstance(store.look_up("a"), Problem)
    assert store.look_up("a") == _missing("a")


def test_the_traceback_of_such_a_fault_is_logged(program_log: logging.Logger) -> None:
    handler = BufferingHandler(capacity=9)
    program_log.addHandler(handler)
    LazyStore(CLUSTER, Opener(FakeStore(_break))).look_up("johndoe")
    assert [record.exc_info is not None for record in handler.buffer] == [True]
    assert "johndoe" not in handler.buffer[0].getMessage()


def test_an_interrupt_is_no_fault_of_the_store() -> None:
    store = LazyStore(CLUSTER, Opener(FakeStore(_interrupt)))
    with pytest.raises(KeyboardInterrupt):
        store.look_up("johndoe")


def test_a_check_costs_the_first_paint_neither_the_sdk_nor_the_models(home: Path) -> None:
    source = "import sys, profile_browser.stores.couchbase.check; print(*sys.modules)"
    loaded = {name.split(".")[0] for name in python("-c", source, home=home).out.split()}
    assert "profile_browser" in loaded
    assert loaded.isdisjoint({"couchbase", "pydantic", "dns"})


_TWO_STORES = """
import gc

from profile_browser.domain.connection import Connection
from profile_browser.stores.opening import open_store
rounds = []
gc.callbacks.append(lambda phase, facts: rounds.append(facts["generation"]))
place = Connection(title="", connection_string="couchbase://localhost")
open_store(place)
seen, kept = rounds[:], gc.get_freeze_count()
open_store(place)
print(seen, kept > 10_000, gc.get_freeze_count() <= kept, gc.isenabled())
"""


def test_no_window_stalls_while_garbage_is_sought_in_the_sdk(tmp_path: Path) -> None:
    assert python("-c", _TWO_STORES, home=tmp_path).out.strip() == "[] True True True"
