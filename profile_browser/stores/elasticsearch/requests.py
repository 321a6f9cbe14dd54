"""The requests to one index. Each asks for the described fields only.

No user input becomes part of a query's language: a text is a JSON string, and an id is encoded.
Each search is sorted by an indexed field, because the server finds nothing, and says nothing, if a
field that it searches is not mapped; it refuses to sort by one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from profile_browser.domain.folding import fold
from profile_browser.domain.matching import LONGEST_NAME, orders_of, words_of
from profile_browser.domain.question import SearchKind
from profile_browser.domain.user import User, paths_of
from profile_browser.stores.elasticsearch.indexes import (
    FOLDED,
    JOINED,
    LONGEST_INDEXED,
    WORDS,
    foldings,
)
from profile_browser.stores.http.paths import encoded
from profile_browser.stores.http.session import Request

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.question import Question

    Query = dict[str, object]

SIGN_IN = Request("GET", "/")
# In a list of fields, these stand for other fields: a wildcard, and the next item.
_NOT_IN_PATHS = frozenset("*,")
_LONGEST_BEGINNING = 1000  # bytes of UTF-8; the server's own limit
# A name is searched up to LONGEST_NAME bytes; a word takes at least two, with the space after it.
# The server allows 1024 words in a query, and each is there up to four times.
_MOST_WORDS = LONGEST_NAME // 2
_NO_FIELD = "none"  # in a list of fields, so that it brings no other


def read_request(connection: Connection, username: str, paths: Sequence[str]) -> Request:
    """Return the request for these fields of a user's record. Raises RefusedError."""
    return Request("GET", f"{_record_path(connection, username)}?{_included(paths)}")


def read_many_request(
    connection: Connection, usernames: Iterable[str], paths: Sequence[str]
) -> Request:
    """Return the request for these fields of several users' records. Raises RefusedError."""
    body = {"ids": list(map(connection.id_of, usernames))}
    return Request("POST", f"{_index_path(connection)}/_mget?{_included(paths)}", body)


def details_request(connection: Connection, username: str) -> Request:
    """Return the request for what the server keeps about a user's record, without its content."""
    return Request("GET", f"{_record_path(connection, username)}?_source=false")


def search_requests(connection: Connection, question: Question, limit: int) -> list[Request]:
    """Return a request for each field that a question searches, for at most ``limit`` each.

    There is none for a text that is too long for any value in the index.
    """
    text = fold(question.text)
    if question.kind is SearchKind.EMAIL:
        is_short = len(text) <= LONGEST_INDEXED
        searched = [_same(_field(connection, name), text) for name in ("email", "username")]
        return [_search(connection, query, "username", limit) for query in searched if is_short]
    if not _is_beginning(text):
        return []
    requests = [_beginning(connection, name, text, limit) for name in ("username", "email")]
    if 0 < len(words_of(text)) <= _MOST_WORDS:
        query = name_query(_path(connection, "full_name"), text)
        requests.append(_search(connection, query, "full_name", limit))
    return requests


def suggestion_requests(connection: Connection, text: str, limit: int) -> list[Request]:
    """Return the request for people whose username begins with this text, if any can."""
    folded = fold(text)
    return [_beginning(connection, "username", folded, limit)] if _is_beginning(folded) else []


def folding_request(connection: Connection) -> Request:
    """Return a search whose answer shows how the server analyzes a text."""
    name, text = _path(connection, "full_name"), _foldable()
    queries = [_same(f"{path}.{FOLDED}", text) for path in _folded_paths(connection)]
    queries += [{"match": {f"{name}.{cut}": text}} for cut in (WORDS, JOINED)]
    queries += _typed(connection)
    body: Query = {"query": _any(queries), "size": 0, "profile": True, "track_total_hits": False}
    return Request("POST", _search_path(connection), body)


def any_request(connection: Connection) -> Request:
    """Return a search for any one record, without its content.

    It is refused if the index does not keep the records themselves.
    """
    body: Query = {
        "query": _all(*_typed(connection)),
        "_source": [_NO_FIELD],
        "size": 1,
        "track_total_hits": False,
    }
    return Request("POST", _search_path(connection), body)


def folds(connection: Connection, profile: object) -> bool:
    """Return whether the server folds a text as the domain does, by the profile in its answer.

    A server that describes the search in another way is trusted.
    """
    described = json.dumps(profile, ensure_ascii=False, default=str)
    fields = [f"{path}.{FOLDED}:" for path in _folded_paths(connection)]
    if fields[0] not in described:
        return True
    name, layout, text = _path(connection, "full_name"), connection.record, _foldable()
    words = words_of(text)
    expected = [f"{field}{fold(text)}" for field in fields]
    expected += [f"{name}.{WORDS}:{word}" for word in words]
    expected.append(f"{name}.{JOINED}:{''.join(words)}")
    expected += [f"{layout.type_field}:{layout.type}"] if layout.type else []
    return all(json.dumps(term, ensure_ascii=False)[1:-1] in described for term in expected)


def _foldable() -> str:
    """Return every letter that has a folding, as two words with a hyphen between them."""
    letters = list(foldings())
    return f"{''.join(letters[::2])}-{''.join(letters[1::2])}"


def is_readable(path: str) -> bool:
    """Return whether a list of fields can have this path without bringing other fields along."""
    return bool(path) and _NOT_IN_PATHS.isdisjoint(path)


def _included(paths: Sequence[str]) -> str:
    return f"_source_includes={quote(','.join(_readable(paths)), safe='')}"


def _readable(paths: Sequence[str]) -> Sequence[str]:
    """Return the paths. Raises ValueError if the server would return other fields as well.

    It returns the whole record for no path at all.
    """
    if not paths or not all(map(is_readable, paths)):
        raise ValueError(paths)
    return paths


def _is_beginning(text: str) -> bool:
    return len(text.encode()) <= _LONGEST_BEGINNING


def _beginning(connection: Connection, name: str, text: str, limit: int) -> Request:
    query: Query = {"prefix": {_field(connection, name): {"value": text}}}
    return _search(connection, query, name, limit)


def _same(field: str, text: str) -> Query:
    return {"term": {field: {"value": text}}}


def name_query(path: str, text: str) -> Query:
    """Return the query for names that contain all words of a text. The last may be incomplete.

    The words may be in any order, also three or more.
    """
    return _any(
        _all(
            *(_same(f"{path}.{cut}", word) for word in whole),
            {"prefix": {f"{path}.{cut}": {"value": begun}}},
        )
        for *whole, begun in orders_of(text)
        for cut in (WORDS, JOINED)
    )


def _any(queries: Iterable[Query]) -> Query:
    return {"bool": {"should": list(queries), "minimum_should_match": 1}}


def _all(*queries: Query) -> Query:
    return {"bool": {"filter": list(queries)}}


def _search(connection: Connection, query: Query, sorted_by: str, limit: int) -> Request:
    layout = connection.record
    body: Query = {
        "query": _all(query, *_typed(connection)),
        "_source": list(_readable(paths_of(User, layout))),
        "sort": [
            _field(connection, sorted_by),
            _field(connection, "username"),
            *([layout.type_field] if layout.type else []),
        ],
        "size": limit,
        "track_total_hits": False,
    }
    return Request("POST", _search_path(connection), body)


def _typed(connection: Connection) -> list[Query]:
    layout = connection.record
    return [_same(layout.type_field, layout.type)] if layout.type else []


def _field(connection: Connection, name: str) -> str:
    return f"{_path(connection, name)}.{FOLDED}"


def _folded_paths(connection: Connection) -> list[str]:
    return [_path(connection, name) for name in ("username", "email", "full_name")]


def _path(connection: Connection, name: str) -> str:
    return connection.record.path_of(name)


def _search_path(connection: Connection) -> str:
    return f"{_index_path(connection)}/_search"


def _record_path(connection: Connection, username: str) -> str:
    return f"{_index_path(connection)}/_doc/{encoded(connection.id_of(username))}"


def _index_path(connection: Connection) -> str:
    return f"/{encoded(connection.location['index'])}"
