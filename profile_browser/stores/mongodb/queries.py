"""The queries and the projection, without any object of the driver.

A search compares in the collation of its index: with strength 1, without case and accents. It asks
for ranges, because a regular expression would read the whole collection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.folding import fold
from profile_browser.domain.matching import entries_of, orders_of
from profile_browser.domain.store_kind import KEY_FIELD
from profile_browser.stores.mongodb.indexes import index_name
from profile_browser.stores.mongodb.place import ID_FIELD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.record import RecordLayout
    from profile_browser.stores.mongodb.place import Place

EXACT = {"locale": "simple"}  # even if the collection has a default collation
_HIGHEST = "\uffff"  # sorts behind every other character in the collation

Condition = dict[str, object]


class Find(NamedTuple):
    """One query of a search. It reads entries of the index named ``hint``, in its order.

    ``sort`` is a field of the index, or empty for the order of the index itself. A row matches by
    the value at ``path``. The collation ignores a few more differences than folding does.
    """

    condition: Condition
    sort: str
    hint: str
    path: str
    text: str
    fits: Callable[[str, str], bool]

    def matches(self, row: Mapping[str, object]) -> bool:
        """Return whether a row matches as the domain compares."""
        value = row.get(self.path)
        return isinstance(value, str) and self.fits(value, self.text)


def equals(path: str, text: str) -> Condition:
    """Return the condition that a field has this value. Text is never read as an operator."""
    return {path: {"$eq": text}}


def key_condition(connection: Connection, username: str) -> Condition:
    """Return the condition for this user's record. Raises RefusedError.

    The type is for searches: a key identifies one record among those of all types.
    """
    return equals(connection.location[KEY_FIELD], connection.id_of(username))


def keys_condition(connection: Connection, usernames: Iterable[str]) -> Condition:
    """Return the condition for the records of these users. Raises RefusedError."""
    return {connection.location[KEY_FIELD]: {"$in": list(map(connection.id_of, usernames))}}


def finds_by_email(layout: RecordLayout, text: str) -> list[Find]:
    """Return the queries for a whole e-mail address or username."""
    return [_same(layout, name, fold(text)) for name in ("email", "username")]


def finds_by_beginning(place: Place, text: str) -> list[Find]:
    """Return the queries for the beginnings of usernames, e-mails and full names.

    A full name is also searched with the last word of the text first.
    """
    layout = place.layout
    orders = list(map(" ".join, orders_of(text)))
    if place.names_field:
        names = [find for order in orders for find in _entries(place, order)]
    else:
        texts = dict.fromkeys([fold(text), *orders[1:]])
        names = [_beginning(layout, "full_name", each) for each in texts]
    return [*(_beginning(layout, name, fold(text)) for name in ("username", "email")), *names]


def suggestions(layout: RecordLayout, text: str) -> Find:
    """Return the query for people by the beginning of their username."""
    return _beginning(layout, "username", fold(text))


def projection_of(paths: Iterable[str]) -> dict[str, int]:
    """Return the projection that asks the server for these paths alone.

    Without a projection, or with an empty one, the server would send whole records. The id must be
    excluded by name. A path within another one is left out, because the server refuses both.
    """
    asked = set(paths)
    if not asked:
        raise ValueError(asked)
    projection = {path: 1 for path in sorted(asked) if not _has_ancestor(path, asked)}
    return projection if ID_FIELD in projection else {ID_FIELD: 0, **projection}


def _same(layout: RecordLayout, name: str, text: str) -> Find:
    path = layout.path_of(name)
    condition = _of_type(layout, equals(path, text))
    hint = index_name(layout, path)
    return Find(condition, layout.path_of("username"), hint, path, text, _is)


def _beginning(layout: RecordLayout, name: str, text: str) -> Find:
    path = layout.path_of(name)
    condition = _of_type(layout, {path: _range(text)})
    return Find(condition, path, index_name(layout, path), path, text, _begins)


def _entries(place: Place, text: str) -> list[Find]:
    """Return the queries for names with an entry that is this text, and that begins with it.

    The server cannot sort by a list without reading all that matches, so the best are asked for
    by themselves. One and the same entry must be in the range: otherwise the server would read up
    to an end of the index.
    """
    layout, field = place.layout, place.names_field
    conditions: list[Condition] = [equals(field, text), {field: {"$elemMatch": _range(text)}}]
    hint, path = index_name(layout, field), layout.path_of("full_name")
    return [
        Find(_of_type(layout, condition), "", hint, path, text, _has_entry)
        for condition in conditions
    ]


def _range(text: str) -> Condition:
    return {"$gte": text, "$lt": text + _HIGHEST}


def _is(value: str, text: str) -> bool:
    return fold(value) == text


def _begins(value: str, text: str) -> bool:
    return fold(value).startswith(text)


def _has_entry(value: str, text: str) -> bool:
    return any(entry.startswith(text) for entry in entries_of(value))


def _of_type(layout: RecordLayout, condition: Condition) -> Condition:
    return {**equals(layout.type_field, layout.type), **condition} if layout.type else condition


def _has_ancestor(path: str, paths: set[str]) -> bool:
    parts = path.split(".")
    return any(".".join(parts[:count]) in paths for count in range(1, len(parts)))
