"""Statements contain the connection's keyspace, safely quoted, and never any typed text."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from profile_browser.stores.couchbase.statements import (
    explain_statements_of,
    index_script_of,
    index_statements_of,
    keyspace_of,
    range_of,
    search_by_beginning_of,
    search_by_email_of,
    suggestions_of,
)
from tests.unit.helpers.people import CLUSTER

COLUMNS = "SELECT profile.username, profile.full_name, profile.email, profile.disabled "
FROM = 'FROM `travel`.`_default`.`_default` AS profile WHERE profile.type = "userprofile" AND '
IN_ORDER = " ORDER BY LOWER(profile.username) LIMIT $limit"
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


def test_a_search_by_email_compares_the_whole_address() -> None:
    condition = "LOWER(profile.email) = LOWER($text)"
    assert search_by_email_of(CLUSTER) == COLUMNS + FROM + condition + IN_ORDER


def _field_arm(name: str) -> str:
    field = f"LOWER(profile.{name})"
    in_range = f"{field} >= LOWER($low) AND {field} < LOWER($high)"
    return f"{COLUMNS}{FROM}{in_range} ORDER BY {field} LIMIT $limit"


def test_a_search_by_beginning_limits_each_field_and_the_words_of_the_name() -> None:
    words = (
        f"{COLUMNS}{FROM}ANY word IN SPLIT(LOWER(profile.full_name)) "
        "SATISFIES word >= LOWER($low) AND word < LOWER($high) END LIMIT $limit"
    )
    arms = [*map(_field_arm, ("username", "email", "full_name")), words]
    assert search_by_beginning_of(CLUSTER) == " UNION ".join(f"({arm})" for arm in arms)


def test_suggestions_compare_only_the_username() -> None:
    assert suggestions_of(CLUSTER) == _field_arm("username")


def test_the_plan_of_every_search_can_be_asked_for() -> None:
    searches = (search_by_email_of, search_by_beginning_of, suggestions_of)
    assert list(explain_statements_of(CLUSTER)) == [
        f"EXPLAIN {search(CLUSTER)}" for search in searches
    ]


def test_there_is_an_index_for_each_compared_expression_and_all_are_built_at_once() -> None:
    keys = {
        "username": "LOWER(username)",
        "email": "LOWER(email), LOWER(username)",
        "full_name": "LOWER(full_name)",
        "full_name_words": "DISTINCT ARRAY word FOR word IN SPLIT(LOWER(full_name)) END",
    }
    *created, built = index_statements_of(CLUSTER)
    assert created == [
        f"CREATE INDEX `profile_browser_{name}` IF NOT EXISTS ON `travel`.`_default`.`_default`"
        f'({key}) WHERE type = "userprofile" WITH {{"defer_build": true}}'
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
def test_a_range_has_exactly_the_texts_with_that_beginning(text: str, other: str) -> None:
    low, high = map(str, range_of(text).values())
    assert low <= text + other < high
    assert (low <= other < high) is other.startswith(text)
