"""Records of other layouts: only the described fields are read, wherever they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.outcome import Found, Matches, Missing
from profile_browser.domain.problem import Reason
from profile_browser.domain.question import Question
from tests.stores.asserting import assert_problem, user_of
from tests.stores.harness import Ability, store_with
from tests.wire.layouts import FULL, LAYOUTS, NESTED, UNTYPED, document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profile_browser.domain.record import RecordLayout
    from profile_browser.domain.store import ProfileStore
    from profile_browser.domain.user import User
    from tests.stores.harness import Harness, Records

ANN = {"full_name": "Ann Lee", "email": "ann@example.com", "disabled": False}
ANTON = {"full_name": "Anton Berg", "email": "anton@example.com", "disabled": True}
case, needs = pytest.mark.case, pytest.mark.needs
every_layout = pytest.mark.parametrize(
    "name",
    [
        pytest.param("usual", marks=case("layout: usual")),
        pytest.param("nested", marks=[case("layout: nested"), needs(Ability.NESTED)]),
        pytest.param("untyped", marks=case("layout: no type, opposite of disabled")),
        pytest.param("full", marks=[case("layout: added fields"), needs(Ability.NESTED)]),
    ],
)


def people(layout: RecordLayout) -> Records:
    """Return Ann and Anton as records of this layout."""
    return {
        name: document(layout, name, **values) for name, values in (("ann", ANN), ("anton", ANTON))
    }


@pytest.fixture
def layout(name: str) -> RecordLayout:
    return LAYOUTS[name]


@pytest.fixture
def store(harness: Harness, layout: RecordLayout) -> Iterator[ProfileStore]:
    with store_with(harness, people(layout), layout) as store:
        yield store


def assert_person(user: User, name: str, layout: RecordLayout) -> None:
    """Check the built-in fields of Ann or Anton, and that each added field has its path."""
    expected = ANN if name == "ann" else ANTON
    assert user.public_values == {"username": name, **expected}
    assert [each.content for each in user.more] == [field.path for field in layout.more]


@every_layout
def test_a_record_is_read_by_its_layout(store: ProfileStore, layout: RecordLayout) -> None:
    for name in ("ann", "anton"):
        assert_person(user_of(store.look_up(name)), name, layout)
    assert isinstance(store.look_up("anna"), Missing)


@every_layout
@needs(Ability.EMAIL)
def test_a_record_is_found_by_its_email(store: ProfileStore, layout: RecordLayout) -> None:
    assert_person(user_of(store.search(Question("anton@example.com"), 50)), "anton", layout)


@every_layout
@needs(Ability.BEGINNING, Ability.SUGGEST)
def test_records_are_found_by_their_beginning(store: ProfileStore, layout: RecordLayout) -> None:
    matches = store.search(Question("an"), 50)
    assert isinstance(matches, Matches)
    for users in (matches.users, store.suggest("an", 50)):
        assert len(users) == 2
        assert_person(users[0], "ann", layout)
        assert_person(users[1], "anton", layout)


@case("layout: nested")
@needs(Ability.NESTED, Ability.ANY_VALUE, Ability.ANY_SHAPE)
@pytest.mark.parametrize("between", ["a text", 5, None, ["x"], True])
def test_a_text_in_place_of_an_object_leaves_its_fields_empty(
    harness: Harness, between: object
) -> None:
    record = document(NESTED, "ann", **ANN) | {"contact": between}
    with store_with(harness, {"ann": record}, NESTED) as store:
        user = user_of(store.look_up("ann"))
    assert (user.full_name, user.email) == ("Ann Lee", None)
    assert [value.exact for value in user.more] == [""]


@case("layout: no type, opposite of disabled")
@needs(Ability.ANY_VALUE)
def test_a_wrong_opposite_of_disabled_damages_the_record(harness: Harness) -> None:
    record = document(UNTYPED, "odd") | {"is_active": "yes"}
    with store_with(harness, {"odd": record}, UNTYPED) as store:
        assert_problem(store.look_up("odd"), Reason.RECORD_DAMAGED)


@case("layout: added fields")
@needs(Ability.BEGINNING, Ability.NESTED)
def test_records_of_another_type_are_not_found(harness: Harness) -> None:
    other = document(FULL, "anton") | {"type": "session"}
    with store_with(harness, {**people(FULL), "anton": other}, FULL) as store:
        outcome = store.search(Question("an"), 50)
    assert isinstance(outcome, Found)
    assert outcome.user.username == "ann"
