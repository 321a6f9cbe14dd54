"""The statements in Couchbase's own query engine: its parser, planner and executor."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.folding import fold
from profile_browser.domain.matching import entries_of, orders_of
from profile_browser.stores.couchbase.expressions import folded, name_entries
from profile_browser.stores.couchbase.plan import uses_only_indexes
from profile_browser.stores.couchbase.statements import (
    explain_statements_of,
    index_statements_of,
    keyspace_of,
    range_of,
    ranges_of,
    search_by_beginning_of,
    search_by_email_of,
    suggestions_of,
)
from profile_browser.stores.searching import users_from
from tests.unit.helpers.people import CLUSTER
from tests.wire.layouts import HASH, HIDDEN, LAYOUTS, added, document, layout
from tests.wire.query_service import ReceivedQuery
from tests.wire.search_answers import search_answers
from tests.wire.searched_people import DOCUMENTS, person

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from profile_browser.domain.connection import Connection
    from tests.servers.query_engine import Executed, QueryEngine

SEARCHES = (search_by_email_of, search_by_beginning_of, suggestions_of)
FIELD_ARMS = 2
LIMIT = 51
MORE_THAN_ALL = 1000
# What the engine reads of the names' index, beyond the limit, until it notices that it has enough:
# two pipelines and two batches, see engine.go.
READ_AHEAD = 2 * 512 + 2 * 16


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
    engine: QueryEngine,
    statement: str,
    documents: Mapping[str, object],
    *parameters: Mapping[str, object],
    connection: Connection = CLUSTER,
) -> list[Executed]:
    """Run one statement where the indexes are, with each of the parameters."""
    statements = [*index_statements_of(connection), statement]
    answers = engine.run(connection, documents, statements, *parameters)
    assert not any(answer.errors for answer in answers)
    return answers[-len(parameters) :]


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
    assert_every_statement_reads_only_first_entries(query_engine, connection)


def assert_every_statement_reads_only_first_entries(
    query_engine: QueryEngine, connection: Connection
) -> None:
    """Check that the engine understands the statements and plans them with exact, limited scans."""
    statements = [*index_statements_of(connection), *explain_statements_of(connection)]
    executed = query_engine.run(connection, {}, statements)
    assert [answer.errors for answer in executed] == [[]] * len(statements)
    for plan in (answer.rows for answer in executed[-len(SEARCHES) :]):
        assert uses_only_indexes(plan)
        assert not list(operators(plan, "Order"))
        scans = list(operators(plan, "IndexScan3"))
        limited = [scan for scan in [*scans, *operators(plan, "DistinctScan")] if "limit" in scan]
        assert len(limited) == len(scans)
        assert all(span["exact"] for scan in scans for span in scan["spans"])  # type: ignore[attr-defined]


def test_without_the_indexes_no_search_can_be_planned(query_engine: QueryEngine) -> None:
    for answer in query_engine.run(CLUSTER, {}, explain_statements_of(CLUSTER)):
        assert "No index available" in answer.errors[0]


@pytest.mark.timeout(200)  # to index 60,000 profiles takes 10 s of a quiet machine
def test_a_search_reads_as_much_of_many_profiles_as_of_few(query_engine: QueryEngine) -> None:
    first, last = ("Jane", "John", "Maria", "Otto"), ("Jones", "Young", "Jung", "Doe", "Berg")
    names = list(product(first, last))
    texts = ("j", "jane", "doe, john", "o", "otto b", "nobody")
    read = []
    for count in (6_000, 60_000):
        people = {
            str(number): person(f"{one}{number}", f"{one} {other}", f"{one}{number}@example.com")
            for number in range(count)
            for one, other in [names[number % len(names)]]
        }
        parameters = [{"limit": LIMIT, **ranges_of(text)} for text in texts]
        answers = ask(query_engine, search_by_beginning_of(CLUSTER), people, *parameters)
        for text, answer in zip(texts, answers, strict=True):
            orders = len(orders_of(text))
            assert answer.fetched <= (FIELD_ARMS + orders) * LIMIT
            assert answer.scanned <= (FIELD_ARMS + orders) * LIMIT + orders * READ_AHEAD
        read.append([answer.fetched for answer in answers])
    assert read[0] == read[1] == [3 * LIMIT, 3 * LIMIT, 2 * LIMIT, 3 * LIMIT, LIMIT, 0]


@pytest.mark.parametrize(
    "text",
    [
        *["ann", "ANN", "throng", "both@example.com", "half_", "100%", "back\\", "quote'`\"", "ö"],
        *["muniz", "MÚÑIZ@example.com", "strauss", "louise", "oneil", "o'neil", "-", "doe, john"],
        *[
            "john doe",
            "michael doe",
            "jon dewey",
            "juan perez",
            "gomez juan",
            "perez carlos",
            "maria louise o'neil",
            "lu\u0301cz",
        ],
    ],
)
def test_the_engine_finds_the_people_whom_the_tests_node_finds(
    query_engine: QueryEngine, text: str
) -> None:
    parameters = {"text": fold(text), "limit": MORE_THAN_ALL, **ranges_of(text)}
    expected = search_answers(CLUSTER, DOCUMENTS.values)
    for search in SEARCHES:
        statement = search(CLUSTER)
        answer = expected[statement]
        assert callable(answer)
        asked = ReceivedQuery(statement, parameters, readonly=True, timeout="", signed_in=True)
        documents = {key: value for key, value in DOCUMENTS.items() if isinstance(value, dict)}
        (answered,) = ask(query_engine, statement, documents, parameters)
        assert sorted(map(sorted_items, answered.rows)) == sorted(map(sorted_items, answer(asked)))


def evaluated(
    engine: QueryEngine, expression: str, values: Mapping[str, object]
) -> dict[str, object]:
    """Return what an expression over profile.content gives for each of the values."""
    keys = json.dumps(list(values))
    statement = (
        f"SELECT META(profile).id, {expression} AS found "
        f"FROM {keyspace_of(CLUSTER)} AS profile USE KEYS {keys}"
    )
    documents = {key: {"content": value} for key, value in values.items()}
    (answer,) = engine.run(CLUSTER, documents, [statement])
    assert not answer.errors
    rows = [row for row in answer.rows if isinstance(row, dict)]
    return {row["id"]: row.get("found") for row in rows}


def test_the_engine_folds_every_character_as_the_program_does(query_engine: QueryEngine) -> None:
    """Whatever the Unicode of either side calls lower case."""
    blocks = {f"{start:x}": range(start, start + 0x100) for start in range(0, 0x20000, 0x100)}
    texts = {
        key: "".join(f"A{chr(code)}s" for code in block if not 0xD800 <= code < 0xE000)
        for key, block in blocks.items()
    }
    texts |= {"sigma": "ΟΔΥΣΣΕΥΣ ΣΑΣ", "apart": "Mun\u0303iz A\u030a", "dots": "İIıi"}
    of_engine = evaluated(query_engine, folded("profile.content"), texts)
    differ = [key for key, text in texts.items() if of_engine[key] != fold(text)]
    assert differ == []


def test_the_engine_lists_a_name_as_the_program_does(query_engine: QueryEngine) -> None:
    names = {
        "plain": "John Michael Doe",
        "joined": "Maria-Louise O’Ñeil  d'Arc",
        "odd": " -Doe,\tJohn (J.) - \u3000“Jo” ",
        "none": "-",
        "empty": "",
        "long": "Ann Bo " * 1000,
        "many": "a b c d e f g h i j",
        "eight": "a b-c d e f' g-h",
        "wide": "漢字 仮名",
        "spaces": "a\u2003b\u1680c\x85d\x0be\x1cf\u200bg",
        **{f"at {code:x}": f"a{chr(code)}b" for code in range(1, 0x3100)},
    }
    of_engine = evaluated(query_engine, name_entries("profile.content"), names)
    entries = {key: set(found) - {None} for key, found in of_engine.items()}  # type: ignore[call-overload]
    differ = [key for key, name in names.items() if entries[key] != entries_of(name)]
    assert differ == []


def test_values_that_are_no_text_have_no_entries(query_engine: QueryEngine) -> None:
    values: dict[str, object] = {"null": None, "number": 7, "list": ["Ann"], "object": {"a": "Ann"}}
    found = evaluated(query_engine, name_entries("profile.content"), values)
    assert all(set(entries or []) <= {None} for entries in found.values())  # type: ignore[call-overload]


def sorted_items(row: object) -> str:
    """Return the same text for equal rows."""
    assert isinstance(row, dict)
    return repr(sorted(row.items()))


# Record layouts


@pytest.fixture(params=LAYOUTS)
def customers(request: pytest.FixtureRequest) -> Connection:
    """Return a connection whose records have one of the layouts."""
    return replace(CLUSTER, record=LAYOUTS[request.param])


def test_every_layout_s_statements_read_only_the_first_entries_of_its_indexes(
    query_engine: QueryEngine, customers: Connection
) -> None:
    assert_every_statement_reads_only_first_entries(query_engine, customers)


def test_people_of_every_layout_are_found_and_only_described_fields_leave_the_engine(
    query_engine: QueryEngine, customers: Connection
) -> None:
    people: dict[str, dict[str, object]] = {
        "ann": {"full_name": "Ann Lee", "email": "ann@example.com"},
        "anton": {"full_name": "Anton Berg", "email": "shared@example.com", "disabled": True},
        "zoe": {"full_name": "Zoe de Ann", "email": "shared@example.com"},
    }
    record = customers.record
    documents: dict[str, object] = {
        name: document(record, name, **values) for name, values in people.items()
    }
    for search, text, expected in (
        (search_by_email_of, "shared@example.com", ["anton", "zoe"]),
        (search_by_beginning_of, "ann", ["ann", "zoe"]),
        (search_by_beginning_of, "berg, anton", ["anton"]),
        (suggestions_of, "an", ["ann", "anton"]),
    ):
        parameters = {"text": fold(text), "limit": LIMIT, **ranges_of(text)}
        (answer,) = ask(
            query_engine, search(customers), documents, parameters, connection=customers
        )
        users = users_from(answer.rows, record)
        assert sorted(user.username for user in users) == expected
        for user in users:
            assert user.full_name == people[user.username]["full_name"]
            assert user.disabled is people[user.username].get("disabled", False)
            assert [each.content for each in user.more] == [field.path for field in record.more]
        assert HASH not in repr(answer.rows)
        assert HIDDEN not in repr(answer.rows)


def test_a_search_of_every_layout_reads_as_much_of_many_people_as_of_few(
    query_engine: QueryEngine, customers: Connection
) -> None:
    read = []
    for count in (500, 5_000):
        people = {
            str(number): document(
                customers.record,
                f"ann{number}",
                full_name=f"Ann Lee{number}",
                email=f"ann{number}@example.com",
            )
            for number in range(count)
        }
        parameters = {"text": "ann7@example.com", "limit": LIMIT, **ranges_of("ann")}
        for search in SEARCHES:
            (answer,) = ask(
                query_engine, search(customers), people, parameters, connection=customers
            )
            read.append(answer.fetched)
    assert read[: len(SEARCHES)] == read[len(SEARCHES) :] == [1, 3 * LIMIT, LIMIT]


def test_the_usual_layout_uses_the_indexes_that_earlier_versions_created(
    query_engine: QueryEngine,
) -> None:
    keyspace, condition = keyspace_of(CLUSTER), 'WHERE type = "userprofile"'
    keys = {
        "username_2": folded("username"),
        "email_2": f"{folded('email')}, {folded('username')}",
        "names_2": f"DISTINCT ARRAY entry FOR entry IN {name_entries('full_name')} END",
    }
    names = [f"`profile_browser_{name}`" for name in keys]
    earlier = [
        f"CREATE INDEX {name} IF NOT EXISTS ON {keyspace}({key}) {condition} "
        'WITH {"defer_build": true}'
        for name, key in zip(names, keys.values(), strict=True)
    ]
    earlier.append(f"BUILD INDEX ON {keyspace}({', '.join(names)})")
    statements = [*earlier, *index_statements_of(CLUSTER)[:-1], *explain_statements_of(CLUSTER)]
    executed = query_engine.run(CLUSTER, {}, statements)
    assert not any(answer.errors for answer in executed)
    assert all(uses_only_indexes(answer.rows) for answer in executed[-len(SEARCHES) :])


def test_each_layout_on_one_collection_uses_its_own_indexes(query_engine: QueryEngine) -> None:
    connections = [replace(CLUSTER, record=record) for record in LAYOUTS.values()]
    created = dict.fromkeys(
        statement for each in connections for statement in index_statements_of(each)[:-1]
    )
    built = [f"BUILD INDEX ON {keyspace_of(CLUSTER)}({', '.join(map(index_name, created))})"]
    explained = [text for each in connections for text in explain_statements_of(each)]
    executed = query_engine.run(CLUSTER, {}, [*created, *built, *explained])
    assert not any(answer.errors for answer in executed)
    assert all(uses_only_indexes(answer.rows) for answer in executed[-len(explained) :])


def index_name(statement: str) -> str:
    """Return the escaped name of the index that a statement creates."""
    return f"`{statement.split('`')[1]}`"


@pytest.mark.parametrize(
    "name", ["a`b", "back\\slash", 'quo"te', "é😀", "$limit", "select", "{0} %s", "tab\t"]
)
def test_a_name_of_any_characters_is_that_very_field_and_type(
    query_engine: QueryEngine, name: str
) -> None:
    record = layout(added(f"more.{name}"), paths={"email": name}, type=name, type_field="t")
    customers = replace(CLUSTER, record=record)
    people: dict[str, object] = {"ann": document(record, "ann", email="ann@example.com")}
    parameters = {"text": "ann@example.com", "limit": LIMIT}
    (answer,) = ask(
        query_engine, search_by_email_of(customers), people, parameters, connection=customers
    )
    (found,) = users_from(answer.rows, record)
    assert (found.email, found.more[0].content) == ("ann@example.com", f"more.{name}")


def test_a_record_with_a_number_that_no_program_holds_is_in_no_answer(
    query_engine: QueryEngine,
) -> None:
    """The SDK would end the process on such a number in a row."""
    people: dict[str, object] = {
        "ann": document(LAYOUTS["full"], "ann") | {"notes": float("inf")},
        "anton": document(LAYOUTS["full"], "anton"),
    }
    (answer,) = ask(query_engine, suggestions_of(CLUSTER), people, {"limit": LIMIT, **range_of("")})
    assert [row["username"] for row in answer.rows if isinstance(row, dict)] == ["anton"]
