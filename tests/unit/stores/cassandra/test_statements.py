"""The statements ask for the described columns alone, of one partition or by an index."""

from __future__ import annotations

import inspect
import re

import pytest

from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.stores.cassandra import statements
from profile_browser.stores.cassandra.place import Place
from profile_browser.stores.cassandra.statements import (
    by_email,
    by_key,
    entries_between,
    equal_entries,
    name_of,
)

PLACE = Place("crm", "people", "username", search_table="people_search")
PATHS = ["username", "contact.phone"]
ALL = {
    "by_key": by_key(PLACE, PATHS),
    "by_email": by_email(PLACE, PATHS),
    "equal_entries": equal_entries(PLACE),
    "entries_between": entries_between(PLACE),
}


def test_a_record_is_read_by_its_key() -> None:
    columns = '"username", "contact"."phone"'
    assert ALL["by_key"] == (f'SELECT {columns} FROM "crm"."people" WHERE "username" = ? LIMIT 2')


def test_entries_are_read_from_one_partition_in_their_order() -> None:
    assert ALL["entries_between"] == (
        'SELECT "folded", "id" FROM "crm"."people_search" WHERE "field" = ? AND "beginning" = ?'
        ' AND ("folded", "id") > (?, ?) AND ("folded") < (?) LIMIT ?'
    )
    assert ALL["equal_entries"].endswith(' AND "folded" = ? AND "id" > ? LIMIT ?')


@pytest.mark.parametrize("statement", [*ALL.values(), statements.INDEXES])
def test_each_statement_reads_what_it_names_and_filters_nothing(statement: str) -> None:
    assert re.fullmatch(r"SELECT [^*;]+ FROM [^*;]+ WHERE [^*;]+", statement)
    assert "FILTERING" not in statement
    assert "'" not in statement  # values are bound


def test_all_statements_are_looked_at_here() -> None:
    functions = inspect.getmembers(statements, inspect.isfunction)
    public = {name for name, _ in functions if not name.startswith("_")}
    assert public == ALL.keys() | {"name_of", "table_of"}


@pytest.mark.parametrize("function", [by_key, by_email])
def test_no_columns_are_never_all_columns(function: object) -> None:
    assert callable(function)
    with pytest.raises(ValueError, match=r"^$"):
        function(PLACE, [])


def test_a_name_keeps_its_capitals_and_cannot_end_its_quotes() -> None:
    assert name_of("fullName") == '"fullName"'
    assert name_of('a" FROM system.x --') == '"a"" FROM system"."x --"'
    assert by_key(Place("Crm", 'p"', "username", layout=USUAL_LAYOUT), ["a"]).startswith(
        'SELECT "a" FROM "Crm"."p""" WHERE'
    )
