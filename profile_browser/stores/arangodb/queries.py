"""The AQL queries on one collection. Each returns only the described fields.

A query contains no user input and no name that an administrator set: they are bind parameters.
Each one names its index and forces it, so that the server reports a missing index and never reads
the whole collection. None of them can write.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.folding import fold
from profile_browser.domain.matching import orders_of
from profile_browser.domain.question import SearchKind
from profile_browser.stores.arangodb.indexes import (
    EMAIL,
    NAME,
    NAMES,
    USERNAME,
    attribute_of,
    index_name,
)
from profile_browser.stores.http.paths import encoded
from profile_browser.stores.http.session import Request

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.question import Question
    from profile_browser.stores.arangodb.place import Place

_PEOPLE = "FOR each IN @@people"
REVISION = "each._rev"


class Query(NamedTuple):
    """A query, and the values of its bind parameters."""

    text: str
    values: dict[str, object]


class Lookups(NamedTuple):
    """The lookups in a collection, by the name of an index on the key field.

    The server's own key needs no index.
    """

    place: Place
    key_index: str = ""

    def read(self, key: str, paths: Sequence[str]) -> Query:
        """Return the query for these fields of the record with this key."""
        returned, values = _described(paths)
        query = self._keyed(key, returned)
        return Query(query.text, query.values | values)

    def read_many(self, keys: Sequence[str], paths: Sequence[str]) -> Query:
        """Return the query for these fields of the records with these keys, each with its key."""
        returned, described = _described(paths)
        most = len(keys) + 1  # one more is a fault in the records
        values = {"keys": keys, "limit": most, **described}
        if self.place.is_by_primary_key:
            text = (
                f"{_PEOPLE} FILTER each._key IN @keys LIMIT @limit RETURN [each._key, {returned}]"
            )
            return Query(text, values)
        condition = "each.@path IN @keys && TO_HEX(each.@path) IN @exact"
        text = f"{_by_index(self.key_index)} FILTER {condition} LIMIT @limit"
        exact = [key.encode().hex() for key in keys]
        own = {"path": self.place.key_field.split("."), "exact": exact}
        return Query(f"{text} RETURN [each.@path, {returned}]", {**values, **own})

    def details(self, key: str) -> Query:
        """Return the query for the revision of the record with this key."""
        return self._keyed(key, REVISION)

    def _keyed(self, key: str, returned: str) -> Query:
        values: dict[str, object] = {"key": key}
        if self.place.is_by_primary_key:
            return Query(f"{_PEOPLE} FILTER each._key == @key LIMIT 1 RETURN {returned}", values)
        # To an index, composed and decomposed letters are the same.
        condition = "each.@path == @key && TO_HEX(each.@path) == TO_HEX(@key)"
        # A second record with the same value is a fault in the records.
        text = f"{_by_index(self.key_index)} FILTER {condition} LIMIT 2 RETURN {returned}"
        return Query(text, {**values, "path": self.place.key_field.split(".")})


class Searches(NamedTuple):
    """The searches of a collection. Each query returns at most ``limit`` rows.

    A row is the key of a record and its fields at the paths.
    """

    place: Place
    paths: Sequence[str]
    limit: int

    def of(self, question: Question) -> list[Query]:
        """Return a query for each part that a question searches."""
        text = fold(question.text)
        if question.kind is SearchKind.EMAIL:
            return [self._same(EMAIL, text), self._same(USERNAME, text)]
        found = [self._beginning(USERNAME, text), self._beginning(EMAIL, text)]
        orders = [" ".join(words) for words in orders_of(question.text)]
        if orders:  # no name begins with a text that has no words
            found += [self._beginning(NAME, orders[0]), self._entries(orders)]
        return found

    def incomplete(self) -> Query:
        """Return the query for a record that no search finds, because nothing is computed yet."""
        people = _by_index(index_name(self.place, USERNAME))
        condition = f"{_part(self.place, USERNAME)} == null"
        return Query(f"{people} FILTER {condition} LIMIT 1 RETURN true", {})

    def suggestions(self, text: str) -> Query:
        """Return the query for people whose username begins with this text."""
        return self._beginning(USERNAME, fold(text))

    def _same(self, part: str, text: str) -> Query:
        order = ", ".join(_part(self.place, name) for name in dict.fromkeys([part, USERNAME]))
        return self._query(part, f"{_part(self.place, part)} == TO_HEX(@text) SORT {order}", text)

    def _beginning(self, part: str, text: str) -> Query:
        field = _part(self.place, part)
        # No hexadecimal digit comes after a g.
        in_range = f"{field} >= TO_HEX(@text) && {field} < CONCAT(TO_HEX(@text), 'g')"
        return self._query(part, f"{in_range} SORT {field}", text)

    def _entries(self, texts: list[str]) -> Query:
        return self._query(NAMES, f"STARTS_WITH({_part(self.place, NAMES)}, @text)", texts)

    def _query(self, part: str, condition: str, text: object) -> Query:
        described, values = _described(self.paths)
        people = _by_index(index_name(self.place, part))
        return Query(
            f"{people} FILTER {condition} LIMIT @limit RETURN [each._key, {described}]",
            {"text": text, "limit": self.limit, **values},
        )


def cursor_request(place: Place, query: Query, most: int, seconds: float = 0) -> Request:
    """Return the request that runs a query, for at most ``limit`` rows, in one batch.

    The server stops after this many seconds; 0 is no limit.
    """
    body = {
        "query": query.text,
        "bindVars": query.values | {"@people": place.collection},
        "batchSize": most,
        "options": {"maxRuntime": seconds},
    }
    return Request("POST", f"{_database_path(place)}/_api/cursor", body)


def collection_request(place: Place) -> Request:
    """Return the request for the properties of the collection."""
    name = encoded(place.collection)
    return Request("GET", f"{_database_path(place)}/_api/collection/{name}/properties")


def indexes_request(place: Place) -> Request:
    """Return the request for the indexes of the collection that are ready."""
    name = encoded(place.collection)
    return Request("GET", f"{_database_path(place)}/_api/index?collection={name}")


def sign_in_request(username: str, password: str) -> Request:
    """Return the request that checks a password, regardless of the account's rights."""
    return Request("POST", "/_open/auth", {"username": username, "password": password})


def _by_index(name: str) -> str:
    return f"{_PEOPLE} OPTIONS {{indexHint: {json.dumps(name)}, forceIndexHint: true}}"


def _part(place: Place, part: str) -> str:
    return f"each.{attribute_of(place)}.{part}"


def _described(paths: Sequence[str]) -> tuple[str, dict[str, object]]:
    """Return the expression for the values at these paths: arrays of one, or empty ones.

    So a value that is null differs from one that is missing.
    """
    values: dict[str, object] = {}
    returned = []
    for number, path in enumerate(paths):
        *parents, name = path.split(".")
        parent = f"each.@parent{number}" if parents else "each"
        values |= {f"parent{number}": parents} if parents else {}
        values[f"name{number}"] = name
        returned.append(f"HAS({parent}, @name{number}) ? [{parent}.@name{number}] : []")
    return f"[{', '.join(returned)}]", values


def _database_path(place: Place) -> str:
    return f"/_db/{encoded(place.database)}"
