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
_MISSING = object()
_PATH = r"profile\.((?:`[^`]*`\.?)+)"
_ARM_FIELD = re.compile(r" (?:WHERE|AND) [^$]*?LOWER\(" + _PATH)
_ARM_NAME = re.compile(r"SUBSTR\(" + _PATH)
_ARM_TYPE = re.compile(" WHERE " + _PATH + ' = "([^"]*)" AND ')
_ARM_ORDER = re.compile(r" ORDER BY [^$]*?LOWER\(" + _PATH)
_ARM_COLUMN = re.compile(_PATH + "(?: AS `([^`]*)`)?")
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
        documents = [document for document in contents() if isinstance(document, dict)]
        found = chain.from_iterable(_rows_of(arm, documents, asked) for arm in arms)
        return list({repr(row): row for row in found}.values())

    return rows


def _rows_of(arm: str, documents: Iterable[Document], asked: ReceivedQuery) -> list[Document]:
    """Return the first rows of one arm, in the order of its index."""
    limit = asked.parameters["limit"]
    assert isinstance(limit, int)
    wanted = _ARM_TYPE.search(arm)
    profiles = [
        document
        for document in documents
        if wanted is None or _value_at(document, wanted[1]) == wanted[2]
    ]
    found = [(_key(document, arm, asked.parameters), document) for document in profiles]
    matching = [(key, document) for key, document in found if key is not None]
    matching.sort(key=lambda match: match[0])
    return [_projected(document, arm) for _, document in matching[:limit]]


def _key(document: Document, arm: str, parameters: Mapping[str, object]) -> str | None:
    """Return the value by which the arm's index lists this document, if it matches."""
    compared, ranges, named = (
        pattern.search(arm) for pattern in (_ARM_FIELD, _ARM_RANGE, _ARM_NAME)
    )
    if ranges is None:
        order = _ARM_ORDER.search(arm)
        assert compared is not None
        assert order is not None
        same = _folded(document, compared[1]) == [_lower(parameters["text"])]
        return "".join(_folded(document, order[1])) if same else None
    if named is not None:
        values: Iterable[str] = _entries(document, named[1])
    else:
        assert compared is not None
        values = _folded(document, compared[1])
    low, high = (_lower(parameters[f"{ranges[1]}{bound}"]) for bound in ("low", "high"))
    return min((value for value in values if low <= value <= high), default=None)


def _folded(document: Document, path: str) -> list[str]:
    value = _value_at(document, path)
    return [fold(value)] if isinstance(value, str) else []


def _entries(document: Document, path: str) -> set[str]:
    name = _value_at(document, path)
    return entries_of(name) if isinstance(name, str) else set()


def _projected(document: Document, statement: str) -> Document:
    """Return the document's fields that the statement selects."""
    listed = statement.removeprefix("SELECT ").partition(" FROM ")[0]
    if listed == "*":
        return document
    columns = {
        alias or path.strip("`"): _value_at(document, path)
        for path, alias in _ARM_COLUMN.findall(listed)
    }
    return {column: value for column, value in columns.items() if value is not _MISSING}


def _value_at(document: object, path: str) -> object:
    for name in path.strip("`").split("`.`"):
        if not isinstance(document, dict) or name not in document:
            return _MISSING
        document = document[name]
    return document


def _lower(parameter: object) -> str:
    return str(parameter).lower()
