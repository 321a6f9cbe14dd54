"""Looking up many usernames in one call: a list, or a part of one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.outcome import Found, Missing
from profile_browser.domain.problem import Problem, Reason
from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.domain.store import ManySource
from profile_browser.domain.store_kind import Capability
from profile_browser.stores.audited import AuditedStore
from tests.stores.asserting import assert_problem, user_of
from tests.stores.costs import note_list
from tests.stores.harness import Ability, open_store
from tests.stores.records import DAMAGING, JOHN, ODD, WHOLE, record
from tests.stores.test_failing import AT_ONCE_SECONDS, ENDLESS_SECONDS, GONE, first_answer, within
from tests.stores.test_reading import REFUSED
from tests.wire.sdk import PATIENT_SECONDS, SHORT_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from profile_browser.domain.audit import Read
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.store import ProfileStore
    from tests.stores.harness import Harness, Place

case, needs = pytest.mark.case, pytest.mark.needs
NAMES = ["johndoe", "nobody", "alice", "bare"]
STRANGERS = [f"nobody{number}" for number in range(20)]
CROWD = {f"member{number:04}": record(f"member{number:04}", **JOHN) for number in range(1000)}


def look_up_all(
    store: ProfileStore, usernames: Sequence[str], at_once: int = 64
) -> Mapping[str, Outcome]:
    """Look up usernames, and return their outcomes. A problem of all is that of each."""
    outcomes = store.look_up_all(usernames, at_once=at_once)
    return dict.fromkeys(usernames, outcomes) if isinstance(outcomes, Problem) else outcomes


def said_by(outcome: Outcome) -> object:
    """Return all of an outcome but for its time and its request."""
    match outcome:
        case Found(user=user, asked=asked):
            return user, user.more, user.damaged, asked
        case Problem(reason=reason, values=values):
            return reason, {**values, "request_id": "", "role": ""}
        case _:
            return outcome


@case("declared abilities")
def test_exactly_the_kinds_that_declare_it_read_many_at_once(
    harness: Harness, place: Place
) -> None:
    with closing(harness.adapter.open_source(place.connection)) as source:
        reads_many = isinstance(source, ManySource)
    assert reads_many == (Capability.MANY in harness.adapter.kind.capabilities)


@case("list")
@pytest.mark.parametrize("at_once", [1, 7, 1000])
def test_a_list_has_for_each_username_what_a_lookup_has(whole: ProfileStore, at_once: int) -> None:
    usernames = [*WHOLE, *STRANGERS, "JOHNDOE", "johndoe ", *REFUSED]
    outcomes = look_up_all(whole, usernames, at_once)
    assert {name: said_by(outcomes[name]) for name in usernames} == {
        name: said_by(whole.look_up(name)) for name in usernames
    }


@case("list")
def test_a_list_of_nobody_is_all_missing(whole: ProfileStore) -> None:
    outcomes = look_up_all(whole, STRANGERS)
    assert [type(outcomes[name]) for name in STRANGERS] == [Missing] * len(STRANGERS)


@case("list: damaged records")
@needs(Ability.ANY_VALUE)
def test_a_damaged_record_spoils_no_other_row(odd: ProfileStore) -> None:
    outcomes = look_up_all(odd, [*ODD, "nobody"])
    for name in DAMAGING:
        assert_problem(outcomes[name], Reason.RECORD_DAMAGED)
    assert {name: said_by(outcomes[name]) for name in ODD} == {
        name: said_by(odd.look_up(name)) for name in ODD
    }


@case("list of 1,000")
def test_a_thousand_usernames_are_found(harness: Harness, request: pytest.FixtureRequest) -> None:
    with (
        harness.put(CROWD, USUAL_LAYOUT) as place,
        closing(open_store(harness, place.connection)) as store,
    ):
        user_of(store.look_up("member0000"))
        began = monotonic()
        outcomes = look_up_all(store, [*CROWD, *STRANGERS], 256)
        note_list(request.config, harness.adapter.kind.name, monotonic() - began)
    found = {name: user_of(outcomes[name]).username for name in CROWD}
    assert found == {name: name for name in CROWD}
    assert all(isinstance(outcomes[name], Missing) for name in STRANGERS)


# The audit log


class Log:
    """An audit log in memory."""

    folder = "reads"

    def __init__(self) -> None:
        self.written: list[Sequence[Read]] = []

    def prepare(self) -> None:
        """Do nothing."""

    def write(self, _connection: Connection, reads: Sequence[Read]) -> None:
        """Keep what is written."""
        self.written.append(reads)


@case("list: audit log")
def test_a_list_is_recorded_in_one_write_before_it_is_shown(harness: Harness, place: Place) -> None:
    log = Log()
    with closing(open_store(harness, place.connection)) as opened:
        store = AuditedStore(place.connection, opened, lambda: log)
        outcomes = look_up_all(store, NAMES)
    assert set(outcomes) == set(NAMES)
    [reads] = log.written
    lines = sorted((read.username, read.outcome) for read in reads)
    assert lines == [
        ("alice", "found"), ("bare", "found"), ("johndoe", "found"), ("nobody", "missing")
    ]  # fmt: skip


# Failures


@pytest.fixture
def short(harness: Harness, place: Place) -> Iterator[ProfileStore]:
    """Open a store that has read once and hardly waits for a read."""
    connection = replace(place.connection, kv_timeout=SHORT_SECONDS)
    with closing(open_store(harness, connection)) as store:
        user_of(first_answer(store))  # a server under load may take longer
        yield store


@case("list: silent server")
@needs(Ability.SILENCE)
def test_a_silent_server_is_a_timeout_and_the_next_list_is_read(
    short: ProfileStore, place: Place
) -> None:
    place.hold()
    for outcome in look_up_all(short, NAMES).values():
        assert_problem(outcome, Reason.READ_TIMED_OUT)
    place.release()
    user_of(first_answer(short))
    assert user_of(look_up_all(short, NAMES)["alice"]).username == "alice"


@case("list: server killed")
@needs(Ability.DEATH)
def test_a_server_that_is_not_there_is_unreachable_until_it_is_back(
    harness: Harness, place: Place
) -> None:
    with closing(open_store(harness, within(1.0, place.connection))) as store:
        user_of(store.look_up("johndoe"))
        place.kill()
        for outcome in look_up_all(store, NAMES).values():
            assert_problem(outcome, *GONE)
        place.revive()
        user_of(first_answer(store))
        assert user_of(look_up_all(store, NAMES)["alice"]).username == "alice"


@case("list: server killed")
@needs(Ability.DEATH, Ability.SILENCE)
def test_a_server_killed_in_the_middle_of_a_list_is_unreachable(
    harness: Harness, place: Place
) -> None:
    with (
        closing(open_store(harness, within(1.0, place.connection))) as store,
        ThreadPoolExecutor(1) as pool,
    ):
        user_of(store.look_up("johndoe"))
        place.hold()
        reading = pool.submit(look_up_all, store, NAMES)
        assert place.wait_until_held()
        place.kill()
        for outcome in reading.result(PATIENT_SECONDS).values():
            assert_problem(outcome, *GONE)
        place.release()


@case("list: Cancel")
@needs(Ability.SILENCE)
@pytest.mark.parametrize("at_once", [1, 2, 64])
def test_closing_ends_a_list_at_once(harness: Harness, place: Place, at_once: int) -> None:
    patient = within(ENDLESS_SECONDS, place.connection)
    with closing(open_store(harness, patient)) as store, ThreadPoolExecutor(1) as pool:
        user_of(store.look_up("johndoe"))
        place.hold()
        reading = pool.submit(look_up_all, store, NAMES, at_once)
        assert place.wait_until_held()
        assert not reading.done()
        store.close()
        for outcome in reading.result(AT_ONCE_SECONDS).values():
            assert_problem(outcome, Reason.CANCELLED)
    place.release()


@case("list: no right")
@needs(Ability.RIGHTS)
def test_a_missing_right_to_read_is_reported(harness: Harness, place: Place) -> None:
    with closing(open_store(harness, place.without_rights())) as store:
        for outcome in look_up_all(store, NAMES).values():
            assert_problem(outcome, Reason.READING_NOT_ALLOWED, Reason.DATABASE_NOT_ALLOWED)


@case("list: wrong password")
@needs(Ability.PASSWORD)
def test_a_wrong_password_is_tried_once(harness: Harness, place: Place) -> None:
    wrong = replace(place.connection, password="not-the-one")
    with closing(open_store(harness, wrong)) as store:
        outcomes = store.look_up_all(NAMES, at_once=64)
        [problem] = [outcomes] if isinstance(outcomes, Problem) else outcomes.values()
        assert_problem(problem, Reason.SIGN_IN_REFUSED)
