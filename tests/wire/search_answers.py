"""Evaluates the program's search statements over the node's documents."""

import re
from collections.abc import Callable, Iterable, Mapping

from profile_browser.domain.connection import Connection
from profile_browser.stores.couchbase.statements import (
    search_by_beginning_of,
    search_by_email_of,
    suggestions_of,
)
from tests.wire.query_service import Answer, ReceivedQuery

Document = Mapping[str, object]
Condition = Callable[[Document, ReceivedQuery], bool]
Contents = Callable[[], Iterable[object]]


def search_answers(connection: Connection, contents: Contents) -> dict[str, Answer]:
    """Return the answer to each search statement that the program can send for a keyspace."""
    conditions: dict[str, Condition] = {
        search_by_email_of(connection): _email_is,
        search_by_beginning_of(connection): _something_is_like,
        suggestions_of(connection): _username_is_like,
    }
    return {
        statement: _answer(statement, condition, contents)
        for statement, condition in conditions.items()
    }


def is_like(value: object, pattern: str) -> bool:
    """Evaluate `value LIKE pattern`, in which a backslash escapes the wildcards."""
    tokens = re.findall(r"\\.|.", pattern, re.DOTALL)
    wildcards = {"%": ".*", "_": "."}
    parts = [wildcards.get(token) or re.escape(token[-1]) for token in tokens]
    return isinstance(value, str) and re.fullmatch("".join(parts), value, re.DOTALL) is not None


def _answer(statement: str, condition: Condition, contents: Contents) -> Answer:
    def rows(asked: ReceivedQuery) -> list[object]:
        profiles = [document for document in contents() if isinstance(document, dict)]
        matching = [
            document
            for document in profiles
            if document.get("type") == "userprofile" and condition(document, asked)
        ]
        matching.sort(key=lambda document: str(_lower(document.get("username")) or ""))
        limit = asked.parameters["limit"]
        assert isinstance(limit, int)
        return [_projected(document, statement) for document in matching[:limit]]

    return rows


def _projected(document: Document, statement: str) -> Document:
    """Return the document's fields that the statement selects."""
    listed = statement.removeprefix("SELECT ").partition(" FROM ")[0].split(", ")
    columns = [column.removeprefix("profile.") for column in listed]
    if "*" in columns:
        return document
    return {column: document[column] for column in columns if column in document}


def _email_is(document: Document, asked: ReceivedQuery) -> bool:
    return _lower(document.get("email")) == str(asked.parameters["text"]).lower()


def _username_is_like(document: Document, asked: ReceivedQuery) -> bool:
    return is_like(_lower(document.get("username")), _pattern(asked))


def _something_is_like(document: Document, asked: ReceivedQuery) -> bool:
    pattern = _pattern(asked)
    values = [_lower(document.get(name)) for name in ("username", "email", "full_name")]
    words = (values[2] or "").split()
    return any(is_like(value, pattern) for value in (*values, *words))


def _pattern(asked: ReceivedQuery) -> str:
    return str(asked.parameters["pattern"]).lower()


def _lower(value: object) -> str | None:
    return value.lower() if isinstance(value, str) else None
