"""What an administrator creates, and what the check accepts."""

import pytest

from profile_browser.stores.cassandra.entries import Entry
from profile_browser.stores.cassandra.indexes import email_index_script_of, index_script_of
from profile_browser.stores.cassandra.place import Place
from tests.wire.layouts import NESTED

PLACE = Place("crm", "people", "username")
KEY_INDEX = (
    '-- Only if "username" is not the whole partition key of "crm"."people":\n'
    '-- CREATE INDEX IF NOT EXISTS ON "crm"."people" ("username") USING \'sai\';'
)
GOOD = {
    "class_name": "sai",
    "target": "email",
    "case_sensitive": "false",
    "normalize": "true",
    "ascii": "true",
}


def test_without_a_search_table_an_index_on_the_email_is_created() -> None:
    assert index_script_of(PLACE) == (
        f"{KEY_INDEX}\n"
        'CREATE INDEX IF NOT EXISTS ON "crm"."people" ("email") USING \'sai\' WITH OPTIONS ='
        " {'case_sensitive': 'false', 'normalize': 'true', 'ascii': 'true'};"
    )


def test_a_search_table_has_a_column_for_each_part_of_an_entry() -> None:
    script = index_script_of(PLACE._replace(search_table="people_search"))
    assert script == (
        f"{KEY_INDEX}\n"
        'CREATE TABLE IF NOT EXISTS "crm"."people_search"'
        ' ("field" text, "beginning" text, "folded" text, "id" text,'
        ' PRIMARY KEY (("field", "beginning"), "folded", "id"));'
    )
    assert all(f'"{name}" text' in script for name in Entry._fields)


@pytest.mark.parametrize(
    ("changes", "fits"),
    [
        ({}, True),
        ({"target": '"email"'}, True),
        ({"target": "username"}, False),
        ({"case_sensitive": "true"}, False),
        ({"ascii": "false"}, False),
        ({"normalize": ""}, False),
    ],
)
def test_an_index_fits_if_it_ignores_case_and_accents(changes: dict[str, str], fits: bool) -> None:
    needed = email_index_script_of(PLACE, {"others": {"target": "x"}, "mails": GOOD | changes})
    assert (needed == "") is fits


def test_no_index_is_no_index() -> None:
    assert email_index_script_of(PLACE, {}) == index_script_of(PLACE).splitlines()[-1]


def test_another_index_on_the_email_is_to_be_dropped_also_beside_the_right_one() -> None:
    indexes = {"Old": {"target": "email"}, "mails": GOOD, "names": {"target": "full_name"}}
    assert email_index_script_of(PLACE, indexes).splitlines() == [
        'DROP INDEX "crm"."Old";',
        index_script_of(PLACE).splitlines()[-1],
    ]


def test_for_an_email_inside_of_a_column_nothing_is_printed_that_cannot_run() -> None:
    script = index_script_of(PLACE._replace(layout=NESTED))
    assert all(line.startswith("-- ") for line in script.splitlines())
    assert script.splitlines()[-1].startswith(
        "-- “contact.email” cannot be searched for without a search table"
    )
    table = index_script_of(PLACE._replace(layout=NESTED, search_table="people_search"))
    assert table.splitlines()[-1].startswith("CREATE TABLE")
