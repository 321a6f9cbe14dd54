"""The queries that MongoDB gets, and what they ask for."""

from dataclasses import replace

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.domain.user import User, paths_of
from profile_browser.stores.mongodb.adapter import KIND
from profile_browser.stores.mongodb.indexes import indexes_of
from profile_browser.stores.mongodb.place import Place
from profile_browser.stores.mongodb.queries import (
    Find,
    equals,
    finds_by_beginning,
    finds_by_email,
    key_condition,
    projection_of,
    suggestions,
)

PLACE = Place("shop", "people")
UNTYPED = USUAL_LAYOUT._replace(type="")


def every_find(text: str) -> list[Find]:
    return [
        *finds_by_email(USUAL_LAYOUT, text),
        *finds_by_beginning(PLACE, text),
        suggestions(USUAL_LAYOUT, text),
    ]


def test_a_key_is_asked_for_in_records_of_all_types() -> None:
    by_id = Connection(kind=KIND, title="")
    by_login = replace(by_id, location={"key_field": "login"})
    assert key_condition(by_id, "ann") == {"_id": {"$eq": "userprofile::ann"}}
    assert key_condition(by_login, "ann") == {"login": {"$eq": "userprofile::ann"}}


def test_the_described_fields_alone_are_asked_for() -> None:
    asked = projection_of(paths_of(User))
    assert asked == {"_id": 0, "username": 1, "full_name": 1, "email": 1, "disabled": 1}


def test_the_id_is_asked_for_only_if_it_is_described() -> None:
    assert projection_of(["_id", "username"]) == {"_id": 1, "username": 1}


def test_a_field_within_another_is_not_asked_for_twice() -> None:
    asked = projection_of(["name", "name.first", "name.last.of", "names"])
    assert asked == {"_id": 0, "name": 1, "names": 1}


def test_whole_records_are_never_asked_for() -> None:
    with pytest.raises(ValueError, match="set"):
        projection_of([])


def test_a_text_is_compared_and_never_read_as_an_operator() -> None:
    assert equals("_id", "$where") == {"_id": {"$eq": "$where"}}


@pytest.mark.parametrize("text", [".*", "$where", "{$ne: 1}", "jo"])
def test_a_search_uses_ranges_of_an_index_and_no_regular_expression(text: str) -> None:
    names = indexes_of(Place("shop", "people"))
    for find in every_find(text):
        assert find.hint in names
        assert {*find.condition} == {"type", find.path}
        condition = find.condition[find.path]
        assert isinstance(condition, dict)
        assert {*condition} in ({"$eq"}, {"$gte", "$lt"})


def test_records_without_a_type_are_searched_without_one() -> None:
    find = suggestions(UNTYPED, "jo")
    assert find.condition == {"username": {"$gte": "jo", "$lt": "jo\uffff"}}
    assert find.hint == "profile_browser_username"


def test_a_full_name_is_also_searched_with_the_last_word_first() -> None:
    finds = finds_by_beginning(PLACE, "Doe  John")
    assert [find.text for find in finds if find.path == "full_name"] == ["doe  john", "john doe"]
    one_word = finds_by_beginning(PLACE, "Doe")
    assert [find.path for find in one_word] == ["username", "email", "full_name"]


def test_a_field_with_arranged_words_is_searched_for_one_entry_in_the_range() -> None:
    place = PLACE._replace(names_field="names")
    *_, same, first, _, second = finds_by_beginning(place, "Doe, Jo")
    assert same.condition == {"type": {"$eq": "userprofile"}, "names": {"$eq": "doe jo"}}
    assert first.condition == {
        "type": {"$eq": "userprofile"},
        "names": {"$elemMatch": {"$gte": "doe jo", "$lt": "doe jo\uffff"}},
    }
    assert (first.text, second.text) == ("doe jo", "jo doe")
    assert (first.hint, first.sort) == ("profile_browser_type_names", "")
    assert first.hint in indexes_of(place)
    assert first.matches({"full_name": "John Michael Döe"})
    assert not first.matches({"full_name": "Jane Doe"})


@pytest.mark.parametrize(
    ("value", "matches"), [("José", True), ("JOSEPHINE", True), ("jo", False), (None, False)]
)
def test_a_row_is_compared_as_the_domain_compares(value: object, matches: bool) -> None:
    assert suggestions(USUAL_LAYOUT, "jose").matches({"username": value}) is matches


def test_a_whole_address_does_not_match_its_beginning() -> None:
    by_email, _ = finds_by_email(USUAL_LAYOUT, "jo@example.org")
    assert by_email.matches({"email": "JO@Example.org"})
    assert not by_email.matches({"email": "jo@example.org.br"})
