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
    key_index_of,
    rewriting_query,
)
from profile_browser.stores.arangodb.place import Place
from tests.wire.layouts import NESTED, UNTYPED

PLACE = Place("shop", "people")
KEYED = Place("shop", "people", "username")


def test_the_script_creates_all_that_a_search_uses() -> None:
    attribute = attribute_of(PLACE)
    lines = index_script_of(PLACE).splitlines()
    value = json.dumps(computed_value_of(PLACE))
    rewritten = f"db._query({json.dumps(rewriting_query(PLACE))}, {{'@people': people.name()}})"
    on_conflict = "if (error.errorNum !== 1200) throw error; return -1;"
    is_other = f'(each) => each.name !== "{attribute}"'
    analyzer = r'"profile_browser_entries", "delimiter", {"delimiter": "\n"}'
    assert lines == [
        'db._useDatabase("shop");',
        'var people = db._collection("people");',
        f"var others = (people.properties().computedValues || []).filter({is_other});",
        f"people.properties({{computedValues: others.concat({value})}});",
        f"require('@arangodb/analyzers').save({analyzer}, []);",
        *(f"people.ensureIndex({json.dumps(index)});" for index in indexes_of(PLACE)),
        f"var rewrite = () => {rewritten}.getExtra().stats.writesExecuted;",
        f"var retry = () => {{ try {{ return rewrite(); }} catch (error) {{ {on_conflict} }} }};",
        "for (var left = people.count() / 500 + 2; left > 0 && retry() !== 0; left--);",
    ]


def test_only_records_without_the_value_are_rewritten_some_at_a_time() -> None:
    attribute = attribute_of(KEYED)
    assert rewriting_query(KEYED) == (
        f'FOR each IN @@people OPTIONS {{indexHint: "{attribute}_username", forceIndexHint: true}} '
        f"FILTER each.{attribute}.username == null LIMIT 1000 "
        f"UPDATE each WITH {{{attribute}: null}} IN @@people"
    )


def test_no_index_stops_writes_while_it_is_built() -> None:
    assert all(index["inBackground"] is True for index in indexes_of(KEYED))


@pytest.mark.parametrize(
    ("index", "name"),
    [
        ({"type": "persistent", "name": "a", "fields": ["username"]}, "a"),
        ({"type": "hash", "name": "a", "fields": ["username"], "unique": True}, "a"),
        ({"type": "skiplist", "name": "a", "fields": ["username", "ts"], "sparse": True}, "a"),
        ({"type": "persistent", "name": "a", "fields": ["ts", "username"]}, ""),
        ({"type": "persistent", "name": "a", "fields": ["username[*]"]}, ""),
        ({"type": "inverted", "name": "a", "fields": [{"name": "username"}]}, ""),
        ({"type": "fulltext", "name": "a", "fields": ["username"]}, ""),
        ({"type": "persistent", "fields": ["username"]}, ""),
        (None, ""),
    ],
)
def test_an_index_that_begins_with_the_key_field_is_used(index: object, name: str) -> None:
    primary = {"type": "primary", "name": "primary", "fields": ["_key"]}
    assert key_index_of(KEYED, {"indexes": [primary, index]}) == name


@pytest.mark.parametrize("answer", [None, [], {}, {"indexes": None}, {"indexes": "x"}])
def test_an_answer_that_is_no_list_has_no_index(answer: object) -> None:
    assert key_index_of(KEYED, answer) == ""


def test_the_script_survives_any_encoding_and_any_name() -> None:
    script = index_script_of(Place('s"hop', "päople\n", "a\\b", NESTED))
    assert script.isascii()
    assert len(script.splitlines()) == 8 + 5
    assert r'_useDatabase("s\"hop")' in script


def test_each_index_is_named_by_what_it_begins_with() -> None:
    attribute = attribute_of(KEYED)
    found = [(index["type"], index.get("name"), index["fields"]) for index in indexes_of(KEYED)]
    assert found == [
        ("persistent", None, ["username"]),
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
    places = [PLACE, *(PLACE._replace(layout=layout) for layout in (NESTED, UNTYPED))]
    assert len({attribute_of(place) for place in places}) == len(places)
    for other in (Place("other", "others", layout=USUAL_LAYOUT), KEYED):
        assert attribute_of(PLACE) == attribute_of(other)


def test_a_check_notices_a_value_that_is_not_computed() -> None:
    value = computed_value_of(PLACE)
    kept = value | {"computeOn": ["insert", "update", "replace"], "keepNull": True}
    assert is_computed(PLACE, {"computedValues": [{"name": "other"}, kept]})
    assert not is_computed(PLACE._replace(layout=NESTED), {"computedValues": [kept]})


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
