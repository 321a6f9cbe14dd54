"""Statements contain the connection's keyspace, safely quoted, and never any typed text."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from profile_browser.stores.couchbase.statements import (
    index_script_of,
    index_statements_of,
    keyspace_of,
    pattern_of,
    probe_statement_of,
    search_by_beginning_of,
    search_by_email_of,
    suggestions_of,
)
from tests.unit.helpers.people import CLUSTER
from tests.wire.search_answers import is_like

COLUMNS = "SELECT profile.username, profile.full_name, profile.email, profile.disabled "
FROM = 'FROM `travel`.`_default`.`_default` AS profile WHERE profile.type = "userprofile" AND '
IN_ORDER = " ORDER BY LOWER(profile.username) LIMIT $limit"
STATEMENTS = (search_by_email_of, search_by_beginning_of, suggestions_of, probe_statement_of)


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


def test_a_search_by_beginning_compares_the_fields_and_the_words_of_the_name() -> None:
    condition = (
        "(LOWER(profile.username) LIKE LOWER($pattern) OR LOWER(profile.email) LIKE LOWER($pattern)"
        " OR LOWER(profile.full_name) LIKE LOWER($pattern) OR ANY word IN "
        "SPLIT(LOWER(profile.full_name)) SATISFIES word LIKE LOWER($pattern) END)"
    )
    assert search_by_beginning_of(CLUSTER) == COLUMNS + FROM + condition + IN_ORDER


def test_suggestions_compare_only_the_username() -> None:
    condition = "LOWER(profile.username) LIKE LOWER($pattern)"
    assert suggestions_of(CLUSTER) == COLUMNS + FROM + condition + IN_ORDER


def test_the_probe_uses_every_search_index_and_reads_no_field() -> None:
    assert probe_statement_of(CLUSTER) == (
        f"SELECT RAW 1 {FROM}"
        '(LOWER(profile.username) = "" OR LOWER(profile.email) = "" '
        'OR LOWER(profile.full_name) = "" OR ANY word IN SPLIT(LOWER(profile.full_name)) '
        'SATISFIES word = "" END) LIMIT 1'
    )


def test_there_is_an_index_for_each_compared_expression() -> None:
    keys = {
        "username": "LOWER(username)",
        "email": "LOWER(email)",
        "full_name": "LOWER(full_name)",
        "full_name_words": "DISTINCT ARRAY word FOR word IN SPLIT(LOWER(full_name)) END",
    }
    assert list(index_statements_of(CLUSTER)) == [
        f"CREATE INDEX `profile_browser_{name}` ON `travel`.`_default`.`_default`({key}) "
        'WHERE type = "userprofile"'
        for name, key in keys.items()
    ]


def test_the_script_has_one_statement_per_line() -> None:
    lines = index_script_of(CLUSTER).splitlines()
    assert lines == [f"{statement};" for statement in index_statements_of(CLUSTER)]


@given(text=st.text(), other=st.text())
@example(text="%", other="a")
@example(text="_", other="a")
@example(text="\\", other="")
@example(text="a\\", other="a%")
@example(text="a\n", other="b\0")
def test_a_pattern_matches_exactly_the_texts_with_that_prefix(text: str, other: str) -> None:
    pattern = pattern_of(text)
    assert is_like(text, pattern)
    assert is_like(text + other, pattern)
    assert is_like(other, pattern) is other.startswith(text)
