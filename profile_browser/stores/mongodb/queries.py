"""The queries and the projection, without any object of the driver.

A search compares in the collation of its index: with strength 1, without case and accents. It asks
for ranges, because a regular expression would read the whole collection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.folding import fold
from profile_browser.domain.matching import orders_of
from profile_browser.stores.mongodb.indexes import index_name
from profile_browser.stores.mongodb.place import ID_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from profile_browser.domain.record import RecordLayout
    from profile_browser.stores.mongodb.place import Place

EXACT = {"locale": "simple"}  # even if the collection has a default collation
_HIGHEST = "\uffff"  # sorts behind every other character in the collation

Condition = dict[str, object]


class Find(NamedTuple):
    """One query of a search. It reads entries of the index named ``hint``, in its order.

    A row matches if the value at ``path`` is ``text``, or with ``is_beginning`` begins with it,
    after folding. The collation ignores a few more differences than folding does.
    """

    condition: Condition
    sort: str
    hint: str
    path: str
    text: str
    is_beginning: bool

    def matches(self, row: Mapping[str, object]) -> bool:
        """Return whether a row matches as the domain compares."""
        value = row.get(self.path)
        if not isinstance(value, str):
            return False
        folded = fold(value)
        return folded.startswith(self.text) if self.is_beginning else folded == self.text


def equals(path: str, text: str) -> Condition:
    """Return the condition that a field has this value. Text is never read as an operator."""
    return {path: {"$eq": text}}


def key_condition(place: Place, username: str) -> Condition:
    """Return the condition for this user's record. Raises RefusedError.

    Only an id is unique among the records of all types.
    """
    key = equals(place.key_field, place.key_of(username))
    return key if place.key_field == ID_FIELD else _of_type(place.layout, key)


def finds_by_email(layout: RecordLayout, text: str) -> list[Find]:
    """Return the queries for a whole e-mail address or username."""
    return [_same(layout, name, fold(text)) for name in ("email", "username")]


def finds_by_beginning(layout: RecordLayout, text: str) -> list[Find]:
    """Return the queries for the beginnings of usernames, e-mails and full names.

    A full name is also searched with the last word of the text first.
    """
    names = dict.fromkeys([fold(text), *map(" ".join, orders_of(text)[1:])])
    return [
        *(_beginning(layout, name, fold(text)) for name in ("username", "email")),
        *(_beginning(layout, "full_name", name) for name in names),
    ]


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
    return Find(condition, layout.path_of("username"), hint, path, text, is_beginning=False)


def _beginning(layout: RecordLayout, name: str, text: str) -> Find:
    path = layout.path_of(name)
    condition = _of_type(layout, {path: {"$gte": text, "$lt": text + _HIGHEST}})
    return Find(condition, path, index_name(layout, path), path, text, is_beginning=True)


def _of_type(layout: RecordLayout, condition: Condition) -> Condition:
    return {**equals(layout.type_field, layout.type), **condition} if layout.type else condition


def _has_ancestor(path: str, paths: set[str]) -> bool:
    parts = path.split(".")
    return any(".".join(parts[:count]) in paths for count in range(1, len(parts)))
