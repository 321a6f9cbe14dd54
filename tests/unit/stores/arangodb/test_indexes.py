"""What an administrator creates: for arangosh, and as a check compares it."""

from __future__ import annotations

import json

import pytest

from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.stores.arangodb.indexes import (
    attribute_of,
    computed_value_of,
    index_script_of,
    indexes_of,
    is_computed,
)
from profile_browser.stores.arangodb.place import Place
from tests.wire.layouts import NESTED, UNTYPED

PLACE = Place("shop", "people")
KEYED = Place("shop", "people", "username")


def test_the_script_creates_all_that_a_search_uses() -> None:
    attribute = attribute_of(PLACE)
    lines = index_script_of(PLACE).splitlines()
    value = json.dumps(computed_value_of(PLACE))
    is_other = f'(each) => each.name !== "{attribute}"'
    update = f'"FOR each IN @@people UPDATE each WITH {{{attribute}: null}} IN @@people"'
    analyzer = r'"profile_browser_entries", "delimiter", {"delimiter": "\n"}'
    assert lines == [
        'db._useDatabase("shop");',
        'var people = db._collection("people");',
        f"var others = (people.properties().computedValues || []).filter({is_other});",
        f"people.properties({{computedValues: others.concat({value})}});",
        f"db._query({update}, {{'@people': people.name()}});",
        f"require('@arangodb/analyzers').save({analyzer}, []);",
        *(f"people.ensureIndex({json.dumps(index)});" for index in indexes_of(PLACE)),
    ]


def test_the_script_survives_any_encoding_and_any_name() -> None:
    script = index_script_of(Place('s"hop', "päople\n", "a\\b", NESTED))
    assert script.isascii()
    assert len(script.splitlines()) == 6 + 5
    assert r'_useDatabase("s\"hop")' in script


def test_each_index_is_named_by_what_it_begins_with() -> None:
    attribute = attribute_of(KEYED)
    assert [(index["type"], index["name"], index["fields"]) for index in indexes_of(KEYED)] == [
        ("persistent", f"{attribute}_key", [f"{attribute}.key"]),
        ("persistent", f"{attribute}_username", [f"{attribute}.username"]),
        ("persistent", f"{attribute}_email", [f"{attribute}.email", f"{attribute}.username"]),
        ("persistent", f"{attribute}_name", [f"{attribute}.name"]),
        (
            "inverted",
            f"{attribute}_names",
            [{"name": f"{attribute}.names", "analyzer": "profile_browser_entries"}],
        ),
    ]
    assert len(indexes_of(PLACE)) == 4  # the server indexes its own key itself


def test_another_layout_has_another_value_and_other_indexes() -> None:
    places = [PLACE, KEYED, *(PLACE._replace(layout=layout) for layout in (NESTED, UNTYPED))]
    assert len({attribute_of(place) for place in places}) == len(places)
    assert attribute_of(PLACE) == attribute_of(Place("other", "others", layout=USUAL_LAYOUT))


def test_a_check_notices_a_value_that_is_not_computed() -> None:
    value = computed_value_of(PLACE)
    kept = value | {"computeOn": ["insert", "update", "replace"], "keepNull": True}
    assert is_computed(PLACE, {"computedValues": [{"name": "other"}, kept]})
    assert not is_computed(KEYED, {"computedValues": [kept]})


@pytest.mark.parametrize(
    "properties",
    [
        None,
        [],
        {},
        {"computedValues": None},
        {"computedValues": ["x"]},
        {"computedValues": [computed_value_of(PLACE) | {"expression": "RETURN 1"}]},
        {"computedValues": [computed_value_of(PLACE) | {"overwrite": False}]},
    ],
)
def test_properties_without_the_value_are_not_enough(properties: object) -> None:
    assert not is_computed(PLACE, properties)
