"""The indexes that an administrator is told to create, and those that a check accepts."""

from typing import Any

import pytest

from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.stores.mongodb.indexes import (
    COLLATION,
    has_all_indexes,
    index_script_of,
    indexes_of,
    key_index_in,
)
from profile_browser.stores.mongodb.place import Place

PLACE = Place("shop", "people")
UNTYPED = Place("shop", "people", "login", USUAL_LAYOUT._replace(type=""))
TYPED = Place("shop", "people", "login")
FIRST = "profile_browser_type_username"


def facts_of(place: Place) -> dict[str, dict[str, Any]]:
    """Return what a server says that has these indexes."""
    searched = {
        name: {"v": 2, "key": [(field, 1) for field in fields],
               "collation": {**COLLATION, "caseLevel": False, "version": "57.1"}}
        for name, fields in indexes_of(place).items()
    }  # fmt: skip
    return {"_id_": {"v": 2, "key": [("_id", 1)]}, **searched}


def test_the_script_creates_each_index_under_the_name_that_searches_use() -> None:
    first, *others = index_script_of(PLACE).splitlines()
    assert first == (
        'db.getSiblingDB("shop").getCollection("people").createIndex({"type": 1, "username": 1}, '
        '{"name": "profile_browser_type_username", "collation": {"locale": "en", "strength": 1}});'
    )
    assert len(others) == 2


def test_the_script_starts_with_the_key_field_if_it_is_not_the_id() -> None:
    first, *others = index_script_of(UNTYPED).splitlines()
    name = '"name": "profile_browser_key_login"'
    assert first.endswith(
        f'createIndex({{"login": 1}}, {{{name}, "unique": true, "sparse": true}});'
    )
    assert len(others) == 3


def test_a_key_is_unique_among_the_records_of_all_types() -> None:
    first, *_ = index_script_of(TYPED).splitlines()
    assert '"unique": true, "sparse": true' in first


def test_another_layout_has_indexes_of_other_names() -> None:
    assert not indexes_of(PLACE).keys() & indexes_of(UNTYPED).keys()


def test_a_field_with_the_words_of_names_is_filled_and_has_the_index_of_names() -> None:
    place = PLACE._replace(names_field="names")
    *filling, _, _, last = index_script_of(place).splitlines()
    assert "entriesOf" in filling[0]
    assert filling[2].startswith('db.getSiblingDB("shop").getCollection("people").find(')
    assert '"profile_browser_type_names"' in last
    assert has_all_indexes(place, facts_of(place))
    assert not has_all_indexes(place, facts_of(PLACE))


def test_a_strange_name_does_not_end_its_quotes() -> None:
    assert 'getSiblingDB("a\\"b")' in index_script_of(Place('a"b', "people"))


def test_the_printed_indexes_are_accepted() -> None:
    assert has_all_indexes(PLACE, facts_of(PLACE))


@pytest.mark.parametrize(
    "change",
    [
        {"collation": {"locale": "en", "strength": 2}},
        {"key": [("username", 1)]},
        {"partialFilterExpression": {"active": True}},
        {"sparse": True},
    ],
)
def test_an_index_that_would_give_other_results_is_not_accepted(change: dict[str, object]) -> None:
    facts = facts_of(PLACE)
    facts[FIRST] |= change
    assert not has_all_indexes(PLACE, facts)


@pytest.mark.parametrize("missing", ["collation", ""])
def test_a_missing_index_or_collation_is_noticed(missing: str) -> None:
    facts = facts_of(PLACE)
    if missing:
        del facts[FIRST][missing]
    else:
        del facts[FIRST]
    assert not has_all_indexes(PLACE, facts)


@pytest.mark.parametrize(
    ("index", "accepted"),
    [
        ({"key": [("login", 1)], "unique": True}, True),
        ({"key": [("login", 1), ("email", 1)]}, True),
        ({"key": [("email", 1), ("login", 1)]}, False),
        ({"key": [("login", 1)], "collation": COLLATION}, False),
        ({"key": [("login", 1)], "hidden": True}, False),
        ({"key": [("login", "text")]}, False),
        ({"key": [("login", 1)], "partialFilterExpression": {"type": "order"}}, False),
    ],
)
def test_the_key_field_needs_an_index_that_compares_exactly(
    index: dict[str, Any], accepted: bool
) -> None:
    assert has_all_indexes(UNTYPED, facts_of(UNTYPED) | {"key": index}) is accepted


def test_an_index_of_the_records_of_one_type_is_not_enough_for_keys() -> None:
    partial = {"key": [("login", 1)], "partialFilterExpression": {"type": "userprofile"}}
    assert key_index_in({"key": partial}, TYPED) is None


def test_a_unique_index_is_preferred_for_keys() -> None:
    plain: dict[str, Any] = {"key": [("login", 1)]}
    assert key_index_in({"plain": plain, "own": plain | {"unique": True}}, UNTYPED) == "own"


def test_ids_with_a_collation_of_their_own_are_not_accepted() -> None:
    facts = facts_of(PLACE)
    facts["_id_"]["collation"] = COLLATION
    assert not has_all_indexes(PLACE, facts)
