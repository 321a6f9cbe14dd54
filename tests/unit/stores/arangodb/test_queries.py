"""The queries: served by an index, without a word of a user in them, and none that writes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_browser.domain.question import Question
from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.domain.user import User, paths_of
from profile_browser.stores.arangodb import queries
from profile_browser.stores.arangodb.indexes import indexes_of
from profile_browser.stores.arangodb.place import Place
from profile_browser.stores.arangodb.queries import Lookups, Query, Searches
from tests.servers.arangodb.parser import parse_query
from tests.unit.helpers.layouts import layouts
from tests.wire.layouts import LAYOUTS, NESTED

PLACE = Place("shop", "people")
KEYED = Place("shop", "people", "record_id")
KEY_INDEX = "by_key"
PATHS = paths_of(User, USUAL_LAYOUT)
WRITES = re.compile(r"\b(INSERT|UPDATE|REPLACE|REMOVE|UPSERT|INTO|LET|COLLECT)\b", re.IGNORECASE)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


def all_queries(place: Place, text: str) -> list[Query]:
    searches = Searches(place, paths_of(User, place.layout), 51)
    lookups = Lookups(place, "" if place.is_by_primary_key else KEY_INDEX)
    return [
        lookups.read("userprofile::ann", paths_of(User, place.layout)),
        lookups.details("userprofile::ann"),
        searches.incomplete(),
        *searches.of(Question(text)),
        *searches.of(Question(f"{text}@example.com")),
        searches.suggestions(text),
    ]


@pytest.mark.parametrize("place", [PLACE, KEYED, PLACE._replace(layout=NESTED)])
def test_no_query_writes(place: Place) -> None:
    for query in all_queries(place, "doe john"):
        assert WRITES.search(query.text) is None
        assert parse_query(query.text, query.values | {"@people": "people"}).changes is None


@pytest.mark.parametrize("word", ["INSERT", "update", "REMOVE each IN people", "UPSERT"])
def test_a_planted_write_is_noticed(word: str) -> None:
    assert WRITES.search(f"FOR each IN @@people {word}")


@given(text=TEXTS)
def test_what_a_user_types_is_a_bind_parameter(text: str) -> None:
    usual = {query.text for query in all_queries(KEYED, "doe john")}
    assert {query.text for query in all_queries(KEYED, text)} <= usual


@given(layout=layouts())
def test_what_an_administrator_sets_is_a_bind_parameter(layout: object) -> None:
    place = PLACE._replace(layout=layout)  # type: ignore[arg-type] # of the helper
    for query in all_queries(place, "ann"):
        assert '"' not in re.sub(r'indexHint: "\w+"', "", query.text)
        assert "'" not in query.text.replace("'g'", "")


@pytest.mark.parametrize("place", [PLACE, KEYED])
def test_each_search_forces_an_index_of_its_own(place: Place) -> None:
    hinted = [
        name
        for query in all_queries(place, "doe john")
        for name in re.findall(r'indexHint: "(\w+)", forceIndexHint: true', query.text)
    ]
    wanted = {index.get("name", KEY_INDEX) for index in indexes_of(place)}
    assert set(hinted) == wanted
    unforced = [query for query in all_queries(place, "doe") if "forceIndexHint" not in query.text]
    assert all("FILTER each._key == @key LIMIT 1" in query.text for query in unforced)
    assert len(unforced) == (2 if place is PLACE else 0)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_only_the_described_fields_are_returned(layout: object) -> None:
    place = PLACE._replace(layout=layout)  # type: ignore[arg-type] # of the table
    paths = paths_of(User, place.layout)
    values = Lookups(place).read("userprofile::ann", paths).values
    named = [
        [*values.get(f"parent{number}", []), values[f"name{number}"]]  # type: ignore[misc] # a list
        for number in range(len(paths))
    ]
    assert named == [path.split(".") for path in paths]


def test_a_key_is_compared_letter_by_letter_by_its_own_field() -> None:
    query = Lookups(KEYED._replace(key_field="login.name"), 'by "key"').details("userprofile::ann")
    assert query.text == (
        'FOR each IN @@people OPTIONS {indexHint: "by \\"key\\"", forceIndexHint: true} '
        "FILTER each.@path == @key && TO_HEX(each.@path) == TO_HEX(@key) LIMIT 2 RETURN each._rev"
    )
    assert query.values == {"key": "userprofile::ann", "path": ["login", "name"]}


def test_a_text_without_words_is_searched_in_no_name() -> None:
    assert len(Searches(PLACE, PATHS, 51).of(Question("-"))) == 2
    assert len(Searches(PLACE, PATHS, 51).of(Question("ann"))) == 4


def test_names_with_dots_and_slashes_stay_one_part_of_the_path() -> None:
    place = Place("..", "a/b?c")
    assert (
        queries.collection_request(place).path == "/_db/%2E%2E/_api/collection/a%2Fb%3Fc/properties"
    )
    cursor = queries.cursor_request(place, Lookups(place).details("userprofile::ann"), 1)
    assert cursor.path == "/_db/%2E%2E/_api/cursor"
    assert cursor.body is not None
    assert cursor.body["bindVars"] == {"key": "userprofile::ann", "@people": "a/b?c"}
