"""Each failure between the program and a server has a plain sentence, and lookups recover."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.check import Stage, StageState
from profile_browser.domain.problem import ProblemKind, Reason
from profile_browser.domain.question import Question
from profile_browser.messages.problems import next_step, summary
from tests.stores.asserting import assert_problem, user_of
from tests.stores.harness import Ability, open_store
from tests.wire.sdk import PATIENT_SECONDS, SHORT_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.store import ProfileStore
    from tests.stores.harness import Harness, Place

case, needs = pytest.mark.case, pytest.mark.needs
NO_RIGHT = (Reason.READING_NOT_ALLOWED, Reason.DATABASE_NOT_ALLOWED)
# Some servers tell only an administrator, or nobody, that a database is missing.
NO_DATABASE = (*NO_RIGHT, Reason.DATABASE_MISSING, Reason.DATABASE_TIMED_OUT)
GONE = (Reason.PORT_CLOSED,)
CONNECTING = (Reason.CONNECT_TIMED_OUT, Reason.PORT_SILENT)
ENDLESS_SECONDS = 60.0
AT_ONCE_SECONDS = 2.0


def look_up(harness: Harness, connection: Connection) -> Outcome:
    """Look up johndoe with a new store."""
    with closing(open_store(harness, connection)) as store:
        return store.look_up("johndoe")


def within(seconds: float, connection: Connection) -> Connection:
    """Return the connection with this time for each step."""
    return replace(connection, connect_timeout=seconds, kv_timeout=seconds, query_timeout=seconds)


# The account and the database


@case("wrong password")
@needs(Ability.PASSWORD)
def test_a_wrong_password_is_a_refused_sign_in(harness: Harness, place: Place) -> None:
    wrong = replace(place.connection, password="not-the-one")
    assert_problem(look_up(harness, wrong), Reason.SIGN_IN_REFUSED)
    assert user_of(look_up(harness, place.connection)).username == "johndoe"


@case("wrong password")
@needs(Ability.PASSWORD, Ability.ACCOUNTS)
def test_an_account_that_is_unknown_is_a_refused_sign_in(harness: Harness, place: Place) -> None:
    wrong = replace(place.connection, username="nobody-of-this-name")
    assert_problem(look_up(harness, wrong), Reason.SIGN_IN_REFUSED)


@case("no right")
@needs(Ability.RIGHTS)
def test_a_missing_right_to_read_is_reported(harness: Harness, place: Place) -> None:
    assert_problem(look_up(harness, place.without_rights()), *NO_RIGHT)


@case("database missing")
@needs(Ability.DATABASE)
def test_a_missing_database_is_named(harness: Harness, place: Place) -> None:
    connection = replace(place.without_database(), connect_timeout=1.0)
    problem = assert_problem(look_up(harness, connection), *NO_DATABASE)
    [name] = set(connection.location.values()) - set(place.connection.location.values())
    assert name in summary(problem) + next_step(problem)


# The staged check


@case("check")
def test_a_check_finds_no_fault_where_there_is_none(harness: Harness, place: Place) -> None:
    results = list(harness.adapter.check(place.connection, "johndoe"))
    assert [result.problem for result in results if result.state is StageState.FAILED] == []


@case("check")
@needs(Ability.PASSWORD)
def test_a_check_ends_at_a_wrong_password(harness: Harness, place: Place) -> None:
    wrong = replace(place.connection, password="not-the-one")
    *passed, failed = harness.adapter.check(wrong)
    assert StageState.FAILED not in {result.state for result in passed}
    assert failed.problem is not None
    assert (failed.stage, failed.problem.reason) == (Stage.SIGN_IN, Reason.SIGN_IN_REFUSED)


@case("check")
@needs(Ability.RIGHTS)
def test_a_check_ends_at_a_missing_right(harness: Harness, place: Place) -> None:
    *_, failed = harness.adapter.check(place.without_rights())
    assert failed.stage in {Stage.DATABASE, Stage.READ}
    assert failed.problem is not None
    assert failed.problem.reason in NO_RIGHT


# A server that dies


@pytest.fixture
def store(harness: Harness, place: Place) -> Iterator[ProfileStore]:
    """Open a store that has read once and does not wait long."""
    with closing(open_store(harness, within(1.0, place.connection))) as store:
        user_of(store.look_up("johndoe"))
        yield store


@case("no server")
@needs(Ability.DEATH)
def test_a_server_that_is_not_there_is_unreachable(harness: Harness, place: Place) -> None:
    place.kill()
    assert_problem(look_up(harness, place.connection), *GONE)


@case("server killed between lookups")
@needs(Ability.DEATH)
def test_a_server_killed_between_lookups_is_unreachable_until_it_is_back(
    store: ProfileStore, place: Place
) -> None:
    place.kill()
    assert_problem(store.look_up("johndoe"), *GONE)
    place.revive()
    assert user_of(first_answer(store)).username == "johndoe"


@case("server killed in the middle")
@needs(Ability.DEATH, Ability.SILENCE)
def test_a_server_killed_in_the_middle_of_a_read_is_unreachable(
    store: ProfileStore, place: Place
) -> None:
    place.hold()
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(store.look_up, "johndoe")
        assert place.wait_until_held()
        place.kill()
        assert_problem(reading.result(PATIENT_SECONDS), *GONE)
    place.release()


@case("server killed in the middle")
@needs(Ability.DEATH, Ability.SILENCE, Ability.BEGINNING)
def test_a_server_killed_in_the_middle_of_a_search_is_unreachable(
    store: ProfileStore, place: Place
) -> None:
    place.hold()
    with ThreadPoolExecutor(1) as pool:
        searching = pool.submit(store.search, Question("jo"), 50)
        assert place.wait_until_held(searching=True)
        place.kill()
        assert_problem(searching.result(PATIENT_SECONDS), *GONE)
    place.release()


def first_answer(store: ProfileStore) -> Outcome:
    """Look up johndoe until the store answers; each try is bounded by its timeout."""
    outcomes = (store.look_up("johndoe") for _ in range(10))
    return next(outcome for outcome in outcomes if not is_unreachable(outcome))


def is_unreachable(outcome: Outcome) -> bool:
    """Return whether the server did not answer."""
    return getattr(outcome, "kind", None) in {ProblemKind.UNREACHABLE, ProblemKind.TIMED_OUT}


# A server that is silent


@case("silent server")
@needs(Ability.SILENCE)
def test_a_server_that_is_silent_from_the_start_is_a_timeout(
    harness: Harness, place: Place
) -> None:
    place.hold()
    connection = within(SHORT_SECONDS, place.connection)
    signs_in = Ability.SIGN_IN not in harness.lacks
    expected = CONNECTING if signs_in else (Reason.READ_TIMED_OUT,)
    assert_problem(look_up(harness, connection), *expected)
    place.release()


@case("silent server")
@needs(Ability.SILENCE)
def test_a_silent_read_is_a_timeout_and_the_next_one_works(harness: Harness, place: Place) -> None:
    short = replace(place.connection, kv_timeout=SHORT_SECONDS)
    with closing(open_store(harness, short)) as store:
        user_of(first_answer(store))  # a server under load may take longer
        place.hold()
        problem = assert_problem(store.look_up("johndoe"), Reason.READ_TIMED_OUT)
        assert "0.3 seconds" in next_step(problem)
        place.release()
        assert user_of(first_answer(store)).username == "johndoe"


@case("silent server")
@needs(Ability.SILENCE, Ability.BEGINNING, Ability.SUGGEST)
def test_a_silent_search_is_a_timeout(harness: Harness, place: Place) -> None:
    short = replace(place.connection, query_timeout=SHORT_SECONDS)
    with closing(open_store(harness, short)) as store:
        user_of(store.look_up("johndoe"))
        place.hold()
        assert_problem(store.search(Question("jo"), 50), Reason.SEARCH_TIMED_OUT)
        assert store.suggest("jo", 8) == ()
        place.release()


# Cancel closes the store from another thread


@pytest.fixture
def patient(harness: Harness, place: Place) -> Iterator[ProfileStore]:
    """Open a store that has read once and waits practically for ever. Its server is now silent."""
    with closing(open_store(harness, within(ENDLESS_SECONDS, place.connection))) as store:
        user_of(store.look_up("johndoe"))
        place.hold()
        yield store
    place.release()


@case("Cancel")
@needs(Ability.SILENCE)
def test_closing_ends_a_read_at_once(patient: ProfileStore, place: Place) -> None:
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(patient.look_up, "johndoe")
        assert place.wait_until_held()
        assert not reading.done()
        patient.close()
        assert_problem(reading.result(AT_ONCE_SECONDS), Reason.CANCELLED)


@case("Cancel")
@needs(Ability.SILENCE, Ability.BEGINNING)
def test_closing_ends_a_search_at_once(patient: ProfileStore, place: Place) -> None:
    with ThreadPoolExecutor(1) as pool:
        searching = pool.submit(patient.search, Question("jo"), 50)
        assert place.wait_until_held(searching=True)
        patient.close()
        assert_problem(searching.result(AT_ONCE_SECONDS), Reason.CANCELLED)


@case("Cancel")
@needs(Ability.SILENCE, Ability.SUGGEST)
def test_closing_ends_suggestions_at_once(patient: ProfileStore, place: Place) -> None:
    with ThreadPoolExecutor(1) as pool:
        suggesting = pool.submit(patient.suggest, "jo", 8)
        assert place.wait_until_held(searching=True)
        patient.close()
        assert suggesting.result(AT_ONCE_SECONDS) == ()


@case("Cancel")
def test_a_closed_store_answers_nothing(harness: Harness, place: Place) -> None:
    store = open_store(harness, place.connection)
    user_of(store.look_up("johndoe"))
    store.close()
    store.close()
    assert_problem(store.look_up("johndoe"), Reason.CANCELLED)


@case("Cancel")
@needs(Ability.RECORDER)
def test_a_store_closed_before_its_first_lookup_sends_nothing(
    harness: Harness, place: Place
) -> None:
    store = open_store(harness, place.connection)
    store.close()
    assert_problem(store.look_up("johndoe"), Reason.CANCELLED)
    assert place.received == b""
