"""The two types of indexes that this server knows, and which conditions each of them serves.

Of the page “Index basics”: a persistent index serves a leftmost part of its fields, compared with
`==`, and the next field in a range, and returns its documents in its order. It serves a list of
values of its first field, compared with `IN`, one after another. Texts are normalized
before they are indexed, so that composed and decomposed letters are the same.

Of the page “Inverted indexes”: they are used only if a hint forces them; a field is compared by the
tokens of its analyzer, in the order of their bytes, and the documents have no order.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.servers.arangodb.errors import ArangoError
from tests.servers.arangodb.expressions import Call, Comparison, Constant, Expression, path_of
from tests.servers.arangodb.values import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.servers.arangodb.parser import Query
    from tests.servers.arangodb.values import Value

_Json = dict[str, Any]
_BEHIND_ALL = (6,)  # as a sort key
_MIRRORED = {"==": "==", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


class Served(NamedTuple):
    """The documents that an index leads to, in order; what is left to filter, and to sort."""

    documents: Iterator[_Json]
    filters: list[Expression]
    is_sorted: bool


class _Condition(NamedTuple):
    """A comparison of a field with a value that depends on no document."""

    whole: Expression
    path: str
    sign: str
    content: Value


class PersistentIndex:
    """A sorted index, in the language of the server."""

    def __init__(self, definition: _Json) -> None:
        self.description = definition
        self.name = definition["name"]
        self.fields: list[str] = definition["fields"]
        if definition.keys() - {"type", "name", "fields", "inBackground"}:
            message = "not known: options of an index"
            raise ArangoError(10, message)
        self._entries: list[tuple[tuple[Any, ...], str, _Json]] = []

    def add(self, document: _Json) -> None:
        """List a document. Where it has no field, it is listed as null."""
        values = tuple(sort_key(value_at(document, path)) for path in self.fields)
        insort(self._entries, (values, document["_key"], document), key=lambda each: each[:2])

    def remove(self, key: str) -> None:
        """No longer list a document."""
        self._entries = [each for each in self._entries if each[1] != key]

    def serve(self, query: Query) -> Served | None:
        """Return what the index does for a query; None if it does nothing."""
        conditions = list(_conditions_of(query))
        listed = [each for each in conditions if each.path == self.fields[0] and each.sign == "IN"]
        if listed:
            return self._serve_list(listed[0], query)
        used: list[_Condition] = []
        for path in self.fields:
            same = [each for each in conditions if each.path == path and each.sign == "=="]
            if not same:
                break
            used += same[:1]
        prefix = tuple(sort_key(each.content) for each in used)
        low, high = prefix, (*prefix, _BEHIND_ALL)
        following = self.fields[len(used) : len(used) + 1]
        for each in (each for each in conditions if [each.path] == following):
            key = (*prefix, sort_key(each.content))
            behind = (*key, _BEHIND_ALL)
            low = max(low, {">=": key, ">": behind}.get(each.sign, low))
            high = min(high, {"<": key, "<=": behind}.get(each.sign, high))
            used.append(each)
        if not used:
            return None
        order = [path_of(each, query.variable) for each in query.order]
        filters = [each for each in query.filters if each not in [one.whole for one in used]]
        return Served(self._between(low, high), filters, order == self.fields[: len(order)])

    def _serve_list(self, listed: _Condition, query: Query) -> Served:
        keys = [key for key, _ in groupby(sorted(map(sort_key, listed.content)))]
        documents = (found for key in keys for found in self._between((key,), (key, _BEHIND_ALL)))
        filters = [each for each in query.filters if each != listed.whole]
        return Served(documents, filters, is_sorted=not query.order)

    def _between(self, low: tuple[Any, ...], high: tuple[Any, ...]) -> Iterator[_Json]:
        position = bisect_left(self._entries, low, key=lambda each: each[0])
        while position < len(self._entries) and self._entries[position][0] < high:
            yield self._entries[position][2]
            position += 1


class InvertedIndex:
    """An index of the tokens of one field, of which the analyzer is a delimiter."""

    def __init__(self, definition: _Json, analyzers: Mapping[str, _Json]) -> None:
        self.description = definition
        self.name = definition["name"]
        [field] = definition["fields"]
        self.fields: list[str] = [field["name"]]
        analyzer = analyzers.get(field["analyzer"])
        if analyzer is None or analyzer["type"] != "delimiter":
            message = "not known: an analyzer"
            raise ArangoError(10, message)
        self._delimiter = analyzer["properties"]["delimiter"]
        self._listed: dict[str, tuple[list[str], _Json]] = {}

    def add(self, document: _Json) -> None:
        """List a document by its tokens, if it has a text."""
        text = value_at(document, self.fields[0])
        if isinstance(text, str):
            self._listed[document["_key"]] = (text.split(self._delimiter), document)

    def remove(self, key: str) -> None:
        """No longer list a document."""
        self._listed.pop(key, None)

    def serve(self, query: Query) -> Served | None:
        """Return what the index does for a query; None if it does nothing."""
        used = [each for each in query.filters if self._prefixes_of(each, query)]
        if not used:
            return None
        prefixes = [self._prefixes_of(each, query) for each in used]
        documents = (
            document
            for tokens, document in self._listed.values()
            if all(any(token.startswith(each) for token in tokens) for each in prefixes)
        )
        filters = [each for each in query.filters if each not in used]
        return Served(documents, filters, is_sorted=not query.order)

    def _prefixes_of(self, condition: Expression, query: Query) -> tuple[str, ...]:
        """Return the beginnings in STARTS_WITH(field, beginnings)."""
        match condition:
            case Call("STARTS_WITH", (field, Constant(content))):
                is_mine = path_of(field, query.variable) == self.fields[0]
                return tuple(content if isinstance(content, list) else [content]) * is_mine
        return ()


def _conditions_of(query: Query) -> Iterator[_Condition]:
    for each in query.filters:
        if not isinstance(each, Comparison):
            continue
        path = path_of(each.left, query.variable)
        if each.sign == "IN" and path is not None and isinstance(each.right, Constant):
            yield _Condition(each, path, each.sign, each.right.content)
        if each.sign in _MIRRORED:
            for field, sign, other in (
                (each.left, each.sign, each.right),
                (each.right, _MIRRORED[each.sign], each.left),
            ):
                path = path_of(field, query.variable)
                if path is not None and is_constant(other):
                    yield _Condition(each, path, sign, other.value({}))


def is_constant(expression: Expression) -> bool:
    """Return whether an expression has no variable, so that its value is known beforehand."""
    match expression:
        case Constant():
            return True
        case Call(_, arguments):
            return all(map(is_constant, arguments))
    return False


def value_at(document: _Json, path: str) -> Value:
    """Return what a document has at a dotted path, or null."""
    value: Value = document
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value
