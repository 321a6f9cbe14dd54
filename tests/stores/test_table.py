"""The table shows what failed, what was not run, and what a kind cannot show and why."""

from __future__ import annotations

from types import SimpleNamespace

from tests.stores.table import table_of


def report(kind: str, name: str, reason: str = "") -> SimpleNamespace:
    return SimpleNamespace(user_properties=[("store case", [kind, name, reason])])


def test_each_kind_has_a_column_and_each_case_a_row() -> None:
    stats = {
        "passed": [report("one", "read"), report("two", "read"), report("one", "details")],
        "failed": [report("two", "read")],
        "skipped": [
            report("two", "details", "it has none"),
            report("two", "search"),
            report("one", "search", "no index"),
        ],
    }
    first, *rows = table_of(stats, ["one", "two"])
    assert first.split() == ["one", "two"]
    assert [row.split() for row in rows[:3]] == [
        ["details", "yes", "cannot"],
        ["read", "yes", "FAILED"],
        ["search", "cannot", "not", "run"],
    ]
    assert sorted(rows[3:]) == [
        "one cannot show search: no index",
        "two cannot show details: it has none",
    ]


def test_a_case_that_is_shown_in_part_says_so() -> None:
    stats = {"passed": [report("one", "read")], "skipped": [report("one", "read", "no server")]}
    assert table_of(stats, ["one"])[1].split() == ["read", "in", "part"]


def test_a_case_whose_fixture_failed_has_failed() -> None:
    assert table_of({"error": [report("one", "read")]}, ["one"])[1].split() == ["read", "FAILED"]


def test_a_run_without_cases_has_no_table() -> None:
    assert table_of({"passed": [SimpleNamespace(user_properties=[])]}, ["one"]) == []
