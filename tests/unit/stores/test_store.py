"""The common front of all kinds of stores: it opens its source once and never raises."""

import logging
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from logging.handlers import BufferingHandler
from pathlib import Path

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.domain.details import RecordDetails
from profile_browser.domain.outcome import Found, Missing, Outcome, Way
from profile_browser.domain.problem import Problem, ProblemError, ProblemKind, Reason
from profile_browser.domain.question import Question
from profile_browser.domain.record import RecordLayout
from profile_browser.domain.store import ProfileSource
from profile_browser.domain.user import User
from profile_browser.messages.problems import details, next_step
from profile_browser.stores.adapter import StoreAdapter
from profile_browser.stores.couchbase.adapter import COUCHBASE
from profile_browser.stores.location import key_field
from profile_browser.stores.registry import STORES
from profile_browser.stores.sample.adapter import SAMPLE, SAMPLE_DIRECTORY
from profile_browser.stores.store import Store
from tests.unit.helpers.people import CLUSTER, user
from tests.unit.helpers.program import python


class FakeSource:
    """Reads with a function, and counts how often it is closed."""

    def __init__(self, read: Callable[[str], User | None]) -> None:
        self._read = read
        self.closed = 0

    def read(self, username: str) -> User | None:
        return self._read(username)

    def read_details(self, username: str) -> RecordDetails | None:
        return None if self._read(username) is None else RecordDetails(username)

    def search(self, question: Question, limit: int) -> list[object]:
        assert limit == 51
        self._read(question.text)
        return []

    def suggest(self, text: str, limit: int) -> list[object]:
        assert limit == 8
        self._read(text)
        return [{"username": text}]

    def close(self) -> None:
        self.closed += 1


class Opener:
    """Opens one source and records each call."""

    def __init__(self, source: ProfileSource) -> None:
        self._source = source
        self.opened: list[Connection] = []

    def __call__(self, connection: Connection) -> ProfileSource:
        self.opened.append(connection)
        return self._source


def store_over(open_source: Callable[[Connection], ProfileSource]) -> Store:
    return Store(CLUSTER, COUCHBASE._replace(open_source=open_source))


def _nobody(_username: str) -> User | None:
    return None


def _missing(username: str) -> Outcome:
    return Missing(username, CLUSTER.title)


def _break(_username: str) -> User | None:
    secret = "marked-secret"
    raise LookupError(secret)


def _interrupt(_username: str) -> User | None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("connection", "adapter"),
    [(SAMPLE, SAMPLE_DIRECTORY), (CLUSTER, COUCHBASE)],
    ids=["sample", "couchbase"],
)
def test_the_registry_finds_the_adapter_of_each_kind(
    connection: Connection, adapter: StoreAdapter
) -> None:
    assert STORES.adapter_of(connection) is adapter


def test_a_store_opens_nothing_before_the_first_lookup() -> None:
    opener = Opener(FakeSource(_nobody))
    store_over(opener).close()
    assert opener.opened == []


def test_the_longest_username_follows_from_what_a_kind_asks_for() -> None:
    kind = CLUSTER.kind._replace(location=(key_field("username"),))
    adapter = COUCHBASE._replace(open_source=Opener(FakeSource(_nobody)))
    longest = "a" * CLUSTER.longest_id
    assert Store(replace(CLUSTER, kind=kind), adapter).look_up(longest) == _missing(longest)


@pytest.mark.parametrize("username", ["", "a" * 300, "a\0b", "\ud800"])
def test_nothing_is_opened_for_an_impossible_username(username: str) -> None:
    opener = Opener(FakeSource(_nobody))
    outcome = store_over(opener).look_up(username)
    assert isinstance(outcome, Problem)
    assert outcome.kind is ProblemKind.BAD_INPUT
    assert opener.opened == []


@pytest.mark.parametrize("template", ["{username}", "user:{username}:profile"])
@pytest.mark.parametrize("username", ["johndoe", "Johndoe", "userprofile::johndoe"])
def test_a_record_belongs_to_the_user_whose_name_is_in_its_id(template: str, username: str) -> None:
    connection = replace(CLUSTER, record=RecordLayout(id=template))
    adapter = COUCHBASE._replace(open_source=Opener(FakeSource(lambda _: user("johndoe"))))
    outcome = Store(connection, adapter).look_up(username)
    assert isinstance(outcome, Found)
    assert outcome.is_stored_under_another_name is (username != "johndoe")


def test_nothing_is_opened_for_an_impossible_search() -> None:
    opener = Opener(FakeSource(_nobody))
    store = store_over(opener)
    assert isinstance(store.search(Question(""), 50), Problem)
    assert store.suggest("\ud800", 8) == ()
    assert opener.opened == []


@pytest.mark.parametrize(
    ("connection", "reason"),
    [
        (replace(CLUSTER, search=False), Reason.SEARCH_TURNED_OFF),
        (
            replace(CLUSTER, kind=CLUSTER.kind._replace(capabilities=frozenset())),
            Reason.SEARCH_NOT_OFFERED,
        ),
    ],
)
def test_nothing_is_opened_for_a_search_that_is_off_or_not_offered(
    connection: Connection, reason: Reason
) -> None:
    opener = Opener(FakeSource(_nobody))
    outcome = Store(connection, COUCHBASE._replace(open_source=opener)).search(Question("jo"), 50)
    assert isinstance(outcome, Problem)
    assert outcome.reason is reason
    assert opener.opened == []


def test_a_source_is_opened_once_for_many_lookups() -> None:
    opener = Opener(FakeSource(_nobody))
    store = store_over(opener)
    assert [store.look_up(name) for name in "ab"] == [_missing("a"), _missing("b")]
    assert opener.opened == [CLUSTER]


def test_the_password_is_added_only_for_opening_the_source() -> None:
    opener = Opener(FakeSource(_nobody))
    adapter = COUCHBASE._replace(open_source=opener)
    Store(CLUSTER, adapter, lambda place: replace(place, password="known")).look_up("a")
    assert [place.password for place in opener.opened] == ["known"]


def test_closing_closes_the_source_once() -> None:
    source = FakeSource(_nobody)
    store = store_over(Opener(source))
    store.look_up("a")
    store.close()
    store.close()
    assert source.closed == 1


@pytest.mark.parametrize("ends_source", [True, False])
def test_a_source_that_a_failure_has_ended_is_not_asked_again(ends_source: bool) -> None:
    problem = Problem(Reason.SEARCH_TIMED_OUT, CLUSTER)
    failures = [ProblemError(problem, ends_source=ends_source), None]

    def read(_username: str) -> User | None:
        if failure := failures.pop(0):
            raise failure
        return None

    source = FakeSource(read)
    opener = Opener(source)
    store = store_over(opener)
    assert store.search(Question("ann"), 50) == problem
    assert isinstance(store.look_up("ann"), Missing)
    assert (source.closed, len(opener.opened)) == ((1, 2) if ends_source else (0, 1))


class RecordingManySource(FakeSource):
    """A source of a gateway, which takes reasons, and reads many."""

    asked: Sequence[str] = ()

    def state_reason(self, _reason: str) -> None: ...

    def read_many(self, usernames: Sequence[str], _at_once: int) -> Mapping[str, User | None]:
        self.asked = usernames
        return dict.fromkeys(usernames)


def test_among_many_a_username_that_nobody_can_have_is_refused_and_not_read() -> None:
    source = RecordingManySource(_nobody)
    outcomes = store_over(Opener(source)).look_up_all(["a", "", "b"])
    assert isinstance(outcomes, Mapping)
    refused = outcomes[""]
    assert isinstance(refused, Problem)
    assert refused.reason is Reason.USERNAME_REFUSED
    assert {outcomes[name] for name in "ab"} == {Missing(name, CLUSTER.title) for name in "ab"}
    assert source.asked == ["a", "b"]


def test_a_closed_store_keeps_no_source_and_with_it_the_threads_of_its_driver() -> None:
    store = store_over(lambda _: RecordingManySource(_nobody))
    assert store.look_up_all(["a", "b"]) == {name: Missing(name, CLUSTER.title) for name in "ab"}
    source = weakref.ref(store._source)
    store.close()
    assert source() is None


def test_a_source_that_finishes_opening_after_the_store_is_closed_is_closed() -> None:
    source = FakeSource(_nobody)

    def open_slowly(_connection: Connection) -> ProfileSource:
        store.close()
        return source

    store = store_over(open_slowly)
    outcome = store.look_up("a")
    assert isinstance(outcome, Problem)
    assert outcome.reason is Reason.CANCELLED
    assert source.closed == 1


def test_an_unexpected_error_becomes_a_problem() -> None:
    outcome = store_over(Opener(FakeSource(_break))).look_up("johndoe")
    assert isinstance(outcome, Problem)
    assert outcome.kind is ProblemKind.UNEXPECTED
    assert "LookupError" in details(outcome)
    assert "marked-secret" not in f"{outcome}"


def test_searches_and_suggestions_are_passed_to_the_source() -> None:
    store = store_over(Opener(FakeSource(_nobody)))
    assert store.search(Question("jo"), 50) == Missing("jo", CLUSTER.title, (Way.BEGINNING,))
    assert store.suggest("jo", 8) == (user("jo"),)


def _needing_a_driver(open_source: Callable[[Connection], ProfileSource]) -> Store:
    kind = CLUSTER.kind._replace(
        title="MongoDB", extra="mongodb", drivers=frozenset({"missing_driver"})
    )
    return Store(replace(CLUSTER, kind=kind), COUCHBASE._replace(open_source=open_source))


@pytest.mark.parametrize("module", ["missing_driver", "missing_driver.errors"])
def test_a_driver_that_is_not_installed_is_named_by_what_installs_it(
    module: str, program_log: logging.Logger
) -> None:
    def open_source(_: Connection) -> ProfileSource:
        import_module(module)
        raise AssertionError

    handler = BufferingHandler(capacity=9)
    program_log.addHandler(handler)
    outcome = _needing_a_driver(open_source).look_up("johndoe")
    assert isinstance(outcome, Problem)
    assert outcome.kind is ProblemKind.MISCONFIGURED
    needed = "MongoDB needs one more package: pip install 'profile-browser[mongodb]'. "
    assert next_step(outcome).startswith(needed)
    assert "missing_driver" in details(outcome)
    assert handler.buffer == []


def test_another_module_that_is_missing_is_an_unexpected_error() -> None:
    def open_source(_: Connection) -> ProfileSource:
        import_module("missing_part_of_the_program")
        raise AssertionError

    outcome = _needing_a_driver(open_source).look_up("johndoe")
    assert isinstance(outcome, Problem)
    assert outcome.reason is Reason.UNEXPECTED


def test_an_error_in_a_search_is_a_problem_and_in_a_suggestion_is_ignored() -> None:
    store = store_over(Opener(FakeSource(_break)))
    outcome = store.search(Question("jo"), 50)
    assert isinstance(outcome, Problem)
    assert outcome.kind is ProblemKind.UNEXPECTED
    assert store.suggest("jo", 8) == ()


def test_a_closed_store_is_not_reopened_to_search_or_suggest() -> None:
    opener = Opener(FakeSource(_nobody))
    store = store_over(opener)
    store.close()
    assert isinstance(store.search(Question("jo"), 50), Problem)
    assert store.suggest("jo", 8) == ()
    assert opener.opened == []


def test_a_source_that_fails_to_open_is_a_problem_and_is_tried_again() -> None:
    attempts: list[Connection] = []

    def fail_once(connection: Connection) -> ProfileSource:
        attempts.append(connection)
        if len(attempts) == 1:
            raise ImportError
        return FakeSource(_nobody)

    store = store_over(fail_once)
    assert isinstance(store.look_up("a"), Problem)
    assert store.look_up("a") == _missing("a")


def test_the_traceback_of_an_unexpected_error_is_logged(program_log: logging.Logger) -> None:
    handler = BufferingHandler(capacity=9)
    program_log.addHandler(handler)
    store_over(Opener(FakeSource(_break))).look_up("johndoe")
    assert [record.exc_info is not None for record in handler.buffer] == [True]
    assert "johndoe" not in handler.buffer[0].getMessage()


def test_an_interrupt_is_passed_on_and_not_turned_into_a_problem() -> None:
    store = store_over(Opener(FakeSource(_interrupt)))
    with pytest.raises(KeyboardInterrupt):
        store.look_up("johndoe")


def test_importing_the_check_loads_neither_the_sdk_nor_pydantic(home: Path) -> None:
    source = "import sys, profile_browser.stores.couchbase.check; print(*sys.modules)"
    loaded = {name.split(".")[0] for name in python("-c", source, home=home).out.split()}
    assert "profile_browser" in loaded
    assert loaded.isdisjoint({"couchbase", "pydantic", "dns"})
