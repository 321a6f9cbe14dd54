"""Evaluates the program's search statements over the node's documents."""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import chain

from profile_browser.domain.connection import Connection
from profile_browser.domain.folding import fold
from profile_browser.domain.matching import entries_of
from profile_browser.stores.couchbase.statements import (
    explain_statements_of,
    search_by_beginning_of,
    search_by_email_of,
    suggestions_of,
)
from tests.wire.query_service import Answer, ReceivedQuery

Document = Mapping[str, object]
Contents = Callable[[], Iterable[object]]
_ARM_FIELD = re.compile(r" AND [^$]*?LOWER\(profile\.(\w+)\)")
_ARM_RANGE = re.compile(r"LOWER\(\$(\w*)low\)")

# Shortened from the plans of a version 7 server that has all indexes.
PLAN = {
    "plan": {
        "#operator": "Sequence",
        "~children": [
            {
                "#operator": "UnionAll",
                "~children": [
                    {"#operator": "IndexScan3", "index": "profile_browser_username_2"},
                    {"#operator": "DistinctScan", "scan": {"#operator": "IndexScan3"}},
                ],
            },
            {"#operator": "Distinct"},
        ],
    }
}


def search_answers(connection: Connection, contents: Contents) -> dict[str, Answer]:
    """Return the answer to each statement that the program can send for a keyspace."""
    searches = (search_by_email_of, search_by_beginning_of, suggestions_of)
    answers = {search(connection): _answer(search(connection), contents) for search in searches}
    return answers | {statement: [PLAN] for statement in explain_statements_of(connection)}


def _answer(statement: str, contents: Contents) -> Answer:
    arms = [arm.strip("()") for arm in statement.split(" UNION ")]

    def rows(asked: ReceivedQuery) -> list[object]:
        profiles = [
            document
            for document in contents()
            if isinstance(document, dict) and document.get("type") == "userprofile"
        ]
        found = chain.from_iterable(_rows_of(arm, profiles, asked) for arm in arms)
        return list({repr(row): row for row in found}.values())

    return rows


def _rows_of(arm: str, profiles: Iterable[Document], asked: ReceivedQuery) -> list[Document]:
    """Return the first rows of one arm, in the order of its index."""
    limit = asked.parameters["limit"]
    assert isinstance(limit, int)
    found = [(_key(document, arm, asked.parameters), document) for document in profiles]
    matching = [(key, document) for key, document in found if key is not None]
    matching.sort(key=lambda match: match[0])
    return [_projected(document, arm) for _, document in matching[:limit]]


def _key(document: Document, arm: str, parameters: Mapping[str, object]) -> str | None:
    """Return the value by which the arm's index lists this document, if it matches."""
    compared, ranges = _ARM_FIELD.search(arm), _ARM_RANGE.search(arm)
    if ranges is None:
        assert compared is not None
        same = _folded(document, compared[1]) == [_lower(parameters["text"])]
        return "".join(_folded(document, "username")) if same else None
    values = _entries(document) if compared is None else _folded(document, compared[1])
    low, high = (_lower(parameters[f"{ranges[1]}{bound}"]) for bound in ("low", "high"))
    return min((value for value in values if low <= value <= high), default=None)


def _folded(document: Document, name: str) -> list[str]:
    value = document.get(name)
    return [fold(value)] if isinstance(value, str) else []


def _entries(document: Document) -> set[str]:
    name = document.get("full_name")
    return entries_of(name) if isinstance(name, str) else set()


def _projected(document: Document, statement: str) -> Document:
    """Return the document's fields that the statement selects."""
    listed = statement.removeprefix("SELECT ").partition(" FROM ")[0].split(", ")
    columns = [column.removeprefix("profile.") for column in listed]
    if "*" in columns:
        return document
    return {column: document[column] for column in columns if column in document}


def _lower(parameter: object) -> str:
    return str(parameter).lower()
