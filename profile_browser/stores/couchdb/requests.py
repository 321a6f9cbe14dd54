"""The requests to one database. Each returns only the described fields.

No user input becomes part of a path or of a query's language: ids and texts are JSON strings in a
body, so they are in no server's log. A GET of a record would return all of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.folding import fold
from profile_browser.domain.matching import orders_of
from profile_browser.domain.question import SearchKind
from profile_browser.stores.couchdb.designs import ENTRIES, ROWS, database_path_of, views_name_of
from profile_browser.stores.couchdb.map_functions import EMAIL, NAME, USERNAME
from profile_browser.stores.http.session import Request

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.question import Question

SIGN_IN = Request("GET", "/_session")
# The last character. Two noncharacters follow it, which some servers refuse.
_HIGHEST = "\U0010fffd"
_ESCAPE = "\\"
_RESERVED = "_"  # of design documents, and of what only one server keeps


class Range(NamedTuple):
    """A range of the keys of the entries: from the first key to the last one."""

    first: tuple[str, ...]
    last: tuple[str, ...]


def database_request(connection: Connection) -> Request:
    """Return the request for the facts about the database."""
    return Request("GET", database_path_of(connection))


def views_request(connection: Connection) -> Request:
    """Return the request for the design document with the views."""
    return Request("GET", _views_path(connection))


def progress_request(connection: Connection) -> Request:
    """Return the request for how far the views are built."""
    return Request("GET", f"{_views_path(connection)}/_info")


def read_request(connection: Connection, key: str, paths: Sequence[str]) -> Request:
    """Return the request for these fields of a record, and its id.

    CouchDB reads one entry of the index that it has of all ids, however many records there are.
    """
    if not all(map(is_readable, paths)):
        raise ValueError(paths)
    body = {
        "selector": {"_id": {"$eq": key}},
        "fields": list(dict.fromkeys(["_id", *paths])),  # an empty list would bring all of them
        "limit": 1,
    }
    return Request("POST", f"{database_path_of(connection)}/_find", body)


def is_readable(path: str) -> bool:
    """Return whether a list of fields can have this path.

    CouchDB leaves out each backslash, and would then read another field.
    """
    return bool(path) and _ESCAPE not in path


def is_record_id(key: str) -> bool:
    """Return whether a record can have this id, and not only a document of CouchDB's own."""
    return not key.startswith(_RESERVED)


def search_ranges(question: Question) -> list[Range]:
    """Return the ranges of what a question searches. A record may be in several of them."""
    text = fold(question.text)
    if question.kind is SearchKind.EMAIL:
        return [_same(EMAIL, text), _same(USERNAME, text)]
    names = (" ".join(words) for words in orders_of(question.text))
    fields = (_beginning(field, text) for field in (USERNAME, EMAIL))
    return [*fields, *(_beginning(NAME, name) for name in names)]


def suggestion_range(text: str) -> Range:
    """Return the range of the usernames that begin with this text."""
    return _beginning(USERNAME, fold(text))


def entries_request(
    connection: Connection, ranges: Iterable[Range], limit: int, skip: int = 0
) -> Request:
    """Return the request for the ids in each range: at most ``limit``, after ``skip`` of them.

    The server first adds what has changed to the views, so that nothing is missing.
    """
    queries = [
        {"startkey": first, "endkey": last, "limit": limit, "skip": skip} for first, last in ranges
    ]
    return Request("POST", f"{_view_path(connection, ENTRIES)}/queries", {"queries": queries})


def rows_request(connection: Connection, ids: Sequence[str]) -> Request:
    """Return the request for the described fields of these records."""
    return Request("POST", _view_path(connection, ROWS), {"keys": ids})


def _same(field: str, text: str) -> Range:
    return Range((field, text), (field, text, _HIGHEST))


def _beginning(field: str, text: str) -> Range:
    return Range((field, text), (field, text + _HIGHEST))


def _view_path(connection: Connection, view: str) -> str:
    return f"{_views_path(connection)}/_view/{view}"


def _views_path(connection: Connection) -> str:
    return f"{database_path_of(connection)}/_design/{views_name_of(connection.record)}"
