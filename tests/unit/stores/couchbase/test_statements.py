"""Statements contain the connection's keyspace, safely quoted, and never any typed text."""

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from profile_browser.domain.connection import Connection
from profile_browser.domain.folding import fold
from profile_browser.domain.record import RecordLayout
from profile_browser.stores.couchbase.expressions import folded, name_entries
from profile_browser.stores.couchbase.statements import (
    explain_statements_of,
    index_script_of,
    index_statements_of,
    keyspace_of,
    range_of,
    ranges_of,
    search_by_beginning_of,
    search_by_email_of,
    suggestions_of,
)
from tests.unit.helpers.people import CLUSTER
from tests.wire.layouts import FULL, LAYOUTS, NESTED, UNTYPED, added, layout

COLUMNS = "SELECT profile.`username`, profile.`full_name`, profile.`email`, profile.`disabled` "
FROM = 'FROM `travel`.`_default`.`_default` AS profile WHERE profile.`type` = "userprofile" AND '
IN_ORDER = f" ORDER BY {folded('profile.`username`')} LIMIT $limit"
HOSTILE = """` " ' \\ \n $limit {0} %s é \U0001f600 \u2028 */ -- ; DROP"""
STATEMENTS = (search_by_email_of, search_by_beginning_of, suggestions_of)


@pytest.mark.parametrize(
    ("bucket", "scope", "collection", "keyspace"),
    [
        ("travel", "_default", "_default", "`travel`.`_default`.`_default`"),
        ("travel-sample", "crm", "people", "`travel-sample`.`crm`.`people`"),
        ("a`b", "c", "d` WHERE TRUE; --", "`a``b`.`c`.`d`` WHERE TRUE; --`"),
        ("per%cent.dot", "$name", "?", "`per%cent.dot`.`$name`.`?`"),
        ("{keyspace}", "{0}", "}{", "`{keyspace}`.`{0}`.`}{`"),
    ],
)
def test_a_name_cannot_break_out_of_its_quotes(
    bucket: str, scope: str, collection: str, keyspace: str
) -> None:
    connection = replace(
        CLUSTER,
        location={**CLUSTER.location, "bucket": bucket, "scope": scope, "collection": collection},
    )
    assert keyspace_of(connection) == keyspace
    for statement in STATEMENTS:
        assert statement(connection) == statement(CLUSTER).replace(keyspace_of(CLUSTER), keyspace)
    assert all(f" ON {keyspace}(" in index for index in index_statements_of(connection))


def test_a_search_by_email_compares_whole_addresses_and_usernames() -> None:
    arms = [
        f"({COLUMNS}{FROM}{folded(f'profile.`{name}`')} = LOWER($text){IN_ORDER})"
        for name in ("email", "username")
    ]
    assert search_by_email_of(CLUSTER) == " UNION ".join(arms)


def _field_arm(name: str) -> str:
    field = folded(f"profile.`{name}`")
    in_range = f"{field} BETWEEN LOWER($low) AND LOWER($high)"
    return f"{COLUMNS}{FROM}{in_range} ORDER BY {field} LIMIT $limit"


def _name_arm(order: str) -> str:
    in_range = f"entry BETWEEN LOWER(${order}_low) AND LOWER(${order}_high)"
    entries = name_entries("profile.`full_name`")
    return f"{COLUMNS}{FROM}ANY entry IN {entries} SATISFIES {in_range} END LIMIT $limit"


def test_a_search_by_beginning_limits_each_field_and_each_order_of_the_words() -> None:
    arms = [*map(_field_arm, ("username", "email")), *map(_name_arm, ("words", "turned"))]
    assert search_by_beginning_of(CLUSTER) == " UNION ".join(f"({arm})" for arm in arms)


def test_every_statement_is_plain_ascii() -> None:
    statements = [*(statement(CLUSTER) for statement in STATEMENTS), index_script_of(CLUSTER)]
    assert all(statement.isascii() for statement in statements)


def test_suggestions_compare_only_the_username() -> None:
    assert suggestions_of(CLUSTER) == _field_arm("username")


def test_the_plan_of_every_search_can_be_asked_for() -> None:
    searches = (search_by_email_of, search_by_beginning_of, suggestions_of)
    assert list(explain_statements_of(CLUSTER)) == [
        f"EXPLAIN {search(CLUSTER)}" for search in searches
    ]


def test_there_is_an_index_for_each_compared_expression_and_all_are_built_at_once() -> None:
    keys = {
        "username_2": folded("`username`"),
        "email_2": f"{folded('`email`')}, {folded('`username`')}",
        "names_2": f"DISTINCT ARRAY entry FOR entry IN {name_entries('`full_name`')} END",
    }
    *created, built = index_statements_of(CLUSTER)
    assert created == [
        f"CREATE INDEX `profile_browser_{name}` IF NOT EXISTS ON `travel`.`_default`.`_default`"
        f'({key}) WHERE `type` = "userprofile" WITH {{"defer_build": true}}'
        for name, key in keys.items()
    ]
    names = ", ".join(f"`profile_browser_{name}`" for name in keys)
    assert built == f"BUILD INDEX ON `travel`.`_default`.`_default`({names})"


def test_the_script_has_one_statement_per_line() -> None:
    lines = index_script_of(CLUSTER).splitlines()
    assert lines == [f"{statement};" for statement in index_statements_of(CLUSTER)]


@given(text=st.text(), other=st.text(st.characters(exclude_characters="\U0010ffff")))
@example(text="%", other="a")
@example(text="a", other="\U0010fffe")
@example(text="a\n", other="b\0")
@example(text="É", other="E\u0301")
def test_a_range_has_exactly_the_texts_with_that_beginning(text: str, other: str) -> None:
    low, high = range_of(text).values()
    assert low <= fold(text + other) <= high
    assert (low <= fold(other) <= high) is fold(other).startswith(fold(text))


@pytest.mark.parametrize(
    ("text", "begin", "turned"),
    [
        ("Doe, John", "doe john", "john doe"),
        ("John", "john", None),
        ("-", "-", None),
        ("Ana de la Cruz", "ana de la cruz", "cruz ana de la"),
    ],
)
def test_names_are_compared_with_the_words_in_two_orders(
    text: str, begin: str, turned: str | None
) -> None:
    ranges = ranges_of(text)
    assert ranges["words_low"] == begin
    assert ranges["words_high"] == f"{begin}\U0010ffff"
    if turned is None:
        assert ranges["turned_low"] > ranges["turned_high"]  # nobody
    else:
        assert (ranges["turned_low"], ranges["turned_high"]) == (turned, f"{turned}\U0010ffff")


# Record layouts


def connection_with(record: RecordLayout) -> Connection:
    return replace(CLUSTER, record=record)


def test_a_nested_field_is_escaped_part_by_part_and_named_by_its_path() -> None:
    statement = suggestions_of(connection_with(NESTED))
    assert statement.startswith(
        "SELECT profile.`login`.`name` AS `login.name`, "
        "profile.`person`.`full name` AS `person.full name`, "
        "profile.`contact`.`email` AS `contact.email`, profile.`disabled`, "
        "profile.`contact`.`phone` AS `contact.phone` FROM "
    )
    assert 'WHERE profile.`meta`.`kind` = "customer" AND ' in statement
    assert f"{folded('profile.`login`.`name`')} BETWEEN" in statement


def test_the_fields_that_a_layout_adds_are_columns_and_no_others() -> None:
    columns = suggestions_of(connection_with(FULL)).partition(" FROM ")[0].split(", ")
    assert columns[4:] == [
        f"profile.`more`.`field{number}` AS `more.field{number}`" for number in range(12)
    ]


def test_a_value_that_is_both_username_and_email_is_one_column() -> None:
    """A server refuses a statement that names a column twice."""
    same = layout(paths={"username": "login", "email": "login"})
    columns = suggestions_of(connection_with(same)).partition(" FROM ")[0]
    assert columns == "SELECT profile.`login`, profile.`full_name`, profile.`disabled`"


def test_without_a_type_neither_a_search_nor_an_index_has_its_condition() -> None:
    connection = connection_with(UNTYPED)
    for statement in (*(search(connection) for search in STATEMENTS), index_script_of(connection)):
        assert "userprofile" not in statement
        assert "`type`" not in statement
    assert not any(" WHERE " in index for index in index_statements_of(connection))
    assert "profile.`is_active`" in suggestions_of(connection)


@given(text=st.text(min_size=1))
@example(text=HOSTILE)
def test_no_text_of_an_administrator_breaks_out_of_a_statement(text: str) -> None:
    name = text.replace(".", "")
    record = layout(added(f"a.{name}"), paths={"email": f"b.{name}"}, type=text, type_field=name)
    connection = connection_with(record)
    pieces = re.compile(r'`(?:[^`\\]|``|\\.)*`|"(?:[^"\\]|\\.)*"')
    plain = connection_with(layout(added("a.x"), paths={"email": "b.x"}, type="x", type_field="x"))
    for search in STATEMENTS:
        assert pieces.sub("_", search(connection)) == pieces.sub("_", search(plain))
    script = pieces.sub("_", index_script_of(connection))
    assert script == pieces.sub("_", index_script_of(plain))
    assert index_script_of(connection).isascii()


def test_an_index_keeps_its_name_where_it_is_the_usual_one() -> None:
    assert names_of(FULL) == names_of(LAYOUTS["usual"])
    assert names_of(layout(paths={"email": "contact.email"}))[::2] == names_of(FULL)[::2]


def test_indexes_of_different_layouts_have_different_names() -> None:
    others = [
        NESTED,
        UNTYPED,
        layout(type="customer"),
        layout(type_field="kind"),
        layout(paths={"username": "a", "email": "b", "full_name": "c"}),
        LAYOUTS["usual"],
    ]
    names = [name for record in others for name in names_of(record)]
    assert len(set(names)) == len(names) == 3 * len(others)
    # The same in each process, and in the next release.
    assert names_of(NESTED)[0] == "profile_browser_username_2_86ffb1f9"


def test_a_layout_s_statements_are_made_once() -> None:
    connection = connection_with(FULL)
    again = connection_with(layout(*FULL.more))
    for search in STATEMENTS:
        assert search(connection) is search(again)


def names_of(record: RecordLayout) -> list[str]:
    """Return the names of a layout's indexes, which are those that are built."""
    *created, built = index_statements_of(connection_with(record))
    names = [statement.split("`")[1] for statement in created]
    assert built.endswith(f"({', '.join(f'`{name}`' for name in names)})")
    return names
