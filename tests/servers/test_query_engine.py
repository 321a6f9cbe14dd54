"""The statements in Couchbase's own query engine: its parser, planner and executor."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest

from profile_browser.stores.couchbase.plan import uses_only_indexes
from profile_browser.stores.couchbase.statements import (
    explain_statements_of,
    index_statements_of,
    range_of,
    search_by_beginning_of,
    search_by_email_of,
    suggestions_of,
)
from tests.unit.helpers.people import CLUSTER
from tests.wire.query_service import ReceivedQuery
from tests.wire.search_answers import search_answers
from tests.wire.searched_people import DOCUMENTS, person

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.servers.query_engine import Executed, QueryEngine

SEARCHES = (search_by_email_of, search_by_beginning_of, suggestions_of)
ARMS = 4
LIMIT = 51
MORE_THAN_ALL = 1000
# What the engine reads of the words' index until it notices that it has enough.
READ_AHEAD = 1024


def operators(part: object, name: str) -> Iterator[Mapping[str, object]]:
    """Find the operators of a plan with this name."""
    if isinstance(part, dict):
        if part.get("#operator") == name:
            yield part
        part = list(part.values())
    if isinstance(part, list):
        for child in part:
            yield from operators(child, name)


def ask(
    engine: QueryEngine, statement: str, documents: Mapping[str, object], **parameters: object
) -> Executed:
    """Run one statement where the indexes are."""
    statements = [*index_statements_of(CLUSTER), statement]
    *created, executed = engine.run(CLUSTER, documents, statements, parameters)
    assert not any(index.errors for index in created)
    assert not executed.errors
    return executed


@pytest.mark.parametrize(
    ("bucket", "scope", "collection"),
    [
        ("travel", "_default", "_default"),
        ("travel-sample", "crm", "people"),
        ("a`b", "$name", "d` WHERE TRUE; --"),
        ("per%cent.dot", "?", "{0}"),
    ],
)
def test_every_statement_is_understood_and_reads_only_the_first_entries_of_indexes(
    query_engine: QueryEngine, bucket: str, scope: str, collection: str
) -> None:
    location = {"bucket": bucket, "scope": scope, "collection": collection}
    connection = replace(CLUSTER, location={**CLUSTER.location, **location})
    statements = [*index_statements_of(connection), *explain_statements_of(connection)]
    executed = query_engine.run(connection, {}, statements, {})
    assert [answer.errors for answer in executed] == [[]] * len(statements)
    for plan in (answer.rows for answer in executed[-len(SEARCHES) :]):
        assert uses_only_indexes(plan)
        assert not list(operators(plan, "Order"))
        scans = list(operators(plan, "IndexScan3"))
        limited = [scan for scan in [*scans, *operators(plan, "DistinctScan")] if "limit" in scan]
        assert len(limited) == len(scans)
        assert all(span["exact"] for scan in scans for span in scan["spans"])  # type: ignore[attr-defined]


def test_without_the_indexes_no_search_can_be_planned(query_engine: QueryEngine) -> None:
    for answer in query_engine.run(CLUSTER, {}, explain_statements_of(CLUSTER), {}):
        assert "No index available" in answer.errors[0]


def test_a_search_reads_as_much_of_many_profiles_as_of_few(query_engine: QueryEngine) -> None:
    first, last = ("Jane", "John", "Maria", "Otto"), ("Jones", "Young", "Jung", "Doe", "Berg")
    names = list(product(first, last))
    read = []
    for count in (6_000, 60_000):
        people = {
            str(number): person(f"{one}{number}", f"{one} {other}", f"{one}{number}@example.com")
            for number in range(count)
            for one, other in [names[number % len(names)]]
        }
        statement = search_by_beginning_of(CLUSTER)
        executed = ask(query_engine, statement, people, limit=LIMIT, **range_of("j"))
        assert executed.scanned <= ARMS * LIMIT + READ_AHEAD
        assert len(executed.rows) >= LIMIT
        read.append(executed.fetched)
    assert read == [ARMS * LIMIT] * 2


@pytest.mark.parametrize(
    "text",
    ["ann", "ANN", "throng", "both@example.com", "half_", "100%", "back\\", "quote'`\"", "ö"],
)
def test_the_engine_finds_the_people_whom_the_tests_node_finds(
    query_engine: QueryEngine, text: str
) -> None:
    parameters = {"text": text, "limit": MORE_THAN_ALL, **range_of(text)}
    expected = search_answers(CLUSTER, DOCUMENTS.values)
    for search in SEARCHES:
        statement = search(CLUSTER)
        answer = expected[statement]
        assert callable(answer)
        asked = ReceivedQuery(statement, parameters, readonly=True, timeout="", signed_in=True)
        documents = {key: value for key, value in DOCUMENTS.items() if isinstance(value, dict)}
        found = ask(query_engine, statement, documents, **parameters).rows
        assert sorted(map(sorted_items, found)) == sorted(map(sorted_items, answer(asked)))


def sorted_items(row: object) -> str:
    """Return the same text for equal rows."""
    assert isinstance(row, dict)
    return repr(sorted(row.items()))
