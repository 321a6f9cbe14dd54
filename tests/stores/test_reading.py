"""Reading a record by its username."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.document import document_id
from profile_browser.domain.outcome import Found, Missing, Way
from profile_browser.domain.problem import Reason
from profile_browser.domain.store_kind import Capability
from profile_browser.messages.profile import notice_text
from tests.stores.asserting import assert_problem, user_of
from tests.stores.harness import Ability, open_store, store_with
from tests.stores.records import ALICE, DAMAGING, JOHN, SPECIAL, UNICODE, WRONG_TEXTS, record
from tests.wire.layouts import LAYOUTS

if TYPE_CHECKING:
    from profile_browser.domain.store import ProfileStore
    from tests.stores.harness import Harness, Place

case, needs = pytest.mark.case, pytest.mark.needs
NOTHING = dict.fromkeys(JOHN)
LONG = "x" * 100
REFUSED = {"": "empty", "\ud800": "half a character", "a\0b": "NUL", "\0": "NUL alone"}


@case("declared abilities")
def test_a_kind_declares_what_it_can_do(harness: Harness) -> None:
    declared = {each for each in Capability if each.name in Ability.__members__}
    lacking = {each for each in declared if Ability[each.name] in harness.lacks}
    assert declared - harness.adapter.kind.capabilities == lacking


@case("found")
def test_a_profile_is_found_and_says_where_and_how(whole: ProfileStore) -> None:
    outcome = whole.look_up("johndoe")
    assert isinstance(outcome, Found)
    assert outcome.user.public_values == {"username": "johndoe", **JOHN}
    assert (outcome.way, outcome.asked, notice_text(outcome)) == (Way.KEY, "johndoe", "")


@case("found")
def test_a_disabled_account_is_shown_as_such(whole: ProfileStore) -> None:
    assert user_of(whole.look_up("alice")).public_values == {"username": "alice", **ALICE}


@case("found under another name")
def test_a_record_with_another_username_is_shown_with_a_notice(whole: ProfileStore) -> None:
    outcome = whole.look_up("jon")
    assert isinstance(outcome, Found)
    assert (outcome.asked, outcome.user.username) == ("jon", "alice")
    assert outcome.is_stored_under_another_name


@case("missing")
@pytest.mark.parametrize("username", ["nobody", "JOHNDOE", "johndo", "johndoe ", "Zoë2", LONG])
def test_a_username_that_nobody_has_is_missing(whole: ProfileStore, username: str) -> None:
    outcome = whole.look_up(username)
    assert isinstance(outcome, Missing)
    assert outcome.username == username


@case("null and missing fields")
@pytest.mark.parametrize("username", ["nulls", "bare"])
def test_fields_without_a_value_are_empty(whole: ProfileStore, username: str) -> None:
    user = user_of(whole.look_up(username))
    assert user.public_values == {"username": username, **NOTHING}
    assert user.damaged == ()


@case("extra fields")
def test_other_fields_do_no_harm_and_are_not_shown(whole: ProfileStore) -> None:
    user = user_of(whole.look_up("extra"))
    assert user.public_values == {"username": "extra", **JOHN}
    assert user.more == ()


@case("names in any script")
@pytest.mark.parametrize("username", UNICODE, ids=ascii)
def test_a_name_in_any_script_is_found_as_it_is_written(whole: ProfileStore, username: str) -> None:
    assert user_of(whole.look_up(username)).username == username


@case("names special in a query")
@pytest.mark.parametrize("username", SPECIAL, ids=ascii)
def test_a_name_that_means_something_in_a_query_is_just_a_name(
    whole: ProfileStore, username: str
) -> None:
    assert user_of(whole.look_up(username)).username == username


@case("names special in a query")
def test_a_special_name_that_nobody_has_finds_nobody(harness: Harness) -> None:
    layout = LAYOUTS["untyped"]  # its ids are the usernames alone
    with store_with(harness, {"ann": record("ann")}, layout) as store:
        outcomes = {username: store.look_up(username) for username in SPECIAL}
    assert {name for name, outcome in outcomes.items() if not isinstance(outcome, Missing)} == set()


@case("impossible names")
@pytest.mark.parametrize("username", REFUSED, ids=REFUSED.get)
def test_a_name_that_no_record_can_have_is_refused(whole: ProfileStore, username: str) -> None:
    assert_problem(whole.look_up(username), Reason.USERNAME_REFUSED)


@case("impossible names")
def test_a_name_that_is_too_long_is_refused(harness: Harness, place: Place) -> None:
    room = place.longest_id - len(document_id("x")) + 1
    with closing(open_store(harness, place.connection)) as store:
        assert isinstance(store.look_up("x" * room), Missing)
        assert_problem(store.look_up("x" * (room + 1)), Reason.USERNAME_REFUSED)


@case("wrong types")
@needs(Ability.ANY_VALUE)
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=needs(Ability.ANY_SHAPE) if name == "object" else ())
        for name in WRONG_TEXTS
    ],
)
@pytest.mark.parametrize("field", ["email", "full_name"])
def test_a_wrong_email_or_name_damages_itself_alone(
    odd: ProfileStore, field: str, name: str
) -> None:
    user = user_of(odd.look_up(f"{field}-{name}"))
    assert user.public_values == {"username": f"{field}-{name}", **JOHN, field: None}
    assert [each.field.name for each in user.damaged] == [field]


@case("wrong types")
@needs(Ability.ANY_VALUE)
@pytest.mark.parametrize("name", DAMAGING)
def test_a_wrong_username_or_account_damages_the_record(odd: ProfileStore, name: str) -> None:
    problem = assert_problem(odd.look_up(name), Reason.RECORD_DAMAGED)
    field = "disabled" if name.startswith("disabled") else "username"
    assert problem.values["fields"] == (field,)
