"""A database: collections and analyzers, and how it runs a query."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from tests.servers.arangodb.errors import ArangoError
from tests.servers.arangodb.indexes import Served
from tests.servers.arangodb.parser import Query, parse_query
from tests.servers.arangodb.values import is_true, sort_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tests.servers.arangodb.collection import Collection

_Json = dict[str, Any]


class Database:
    """A database. It counts what its queries read: documents, and whole collections."""

    def __init__(self) -> None:
        self.collections: dict[str, Collection] = {}
        self.analyzers: dict[str, _Json] = {}
        self.full_scans: list[str] = []
        self.most_read = 0  # documents, by one query
        self.written = 0  # documents, by the last query

    def collection(self, name: str) -> Collection:
        """Return the collection with this name."""
        if name not in self.collections:
            message = f"collection or view not found: {name}"
            raise ArangoError(1203, message)
        return self.collections[name]

    def run(
        self, text: str, binds: Mapping[str, Any], require: Callable[[str, str], None]
    ) -> list[Any]:
        """Return the rows of a query. ``require`` gets an access level and a collection."""
        self.written = 0
        query = parse_query(text, binds)
        collection = self.collection(query.collection)
        require("rw" if query.changes else "ro", query.collection)
        served = self._plan(collection, query)
        if served is None:
            self.full_scans.append(text)
            served = Served(iter(collection.documents.values()), query.filters, not query.order)
        rows = list(self._rows(query, served))
        if query.changes is None:
            return rows
        for names in rows:
            key = names[query.variable]["_key"]
            collection.update(key, query.changes.value(names))
        self.written = len(rows)
        return []

    def _plan(self, collection: Collection, query: Query) -> Served | None:
        """Return what an index does for the query: the hinted one, or the primary index."""
        hinted = collection.indexes.get(query.options.get("indexHint", ""))
        served = hinted.serve(query) if hinted else None
        if served is None and query.options.get("forceIndexHint"):
            message = "could not use index hint to serve query"
            raise ArangoError(1577, message)
        return served or collection.primary.serve(query)

    def _rows(self, query: Query, served: Served) -> Iterator[Any]:
        documents = self._counted(served.documents)
        fitting: Iterator[_Json] = (
            {query.variable: each}
            for each in documents
            if all(is_true(one.value({query.variable: each})) for one in served.filters)
        )
        if not served.is_sorted:
            order = query.order
            fitting = iter(
                sorted(fitting, key=lambda names: [sort_key(one.value(names)) for one in order])
            )
        for names in islice(fitting, query.limit):
            yield names if query.changes else query.returned.value(names)

    def _counted(self, documents: Iterator[_Json]) -> Iterator[_Json]:
        for count, document in enumerate(documents, 1):
            self.most_read = max(self.most_read, count)
            yield document
