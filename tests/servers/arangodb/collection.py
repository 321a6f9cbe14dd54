"""A collection: documents with their keys, computed values and indexes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.servers.arangodb.errors import ArangoError
from tests.servers.arangodb.indexes import InvertedIndex, PersistentIndex
from tests.servers.arangodb.parser import DOCUMENT, parse_computed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.servers.arangodb.expressions import Expression

_Json = dict[str, Any]
# From the page “Document keys”.
_KEY = re.compile(r"[A-Za-z0-9_\-:.@()+,=;$!*'%]{1,254}", re.ASCII)


class Collection:
    """A document collection. Its indexes are always up to date, also the inverted ones."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.documents: dict[str, _Json] = {}
        self.primary = PersistentIndex(
            {"type": "persistent", "name": "primary", "fields": ["_key"]}
        )
        self.indexes: dict[str, PersistentIndex | InvertedIndex] = {"primary": self.primary}
        self.computed_values: list[_Json] = []
        self._expressions: dict[str, Expression] = {}
        self._revisions = 0

    def compute(self, values: list[_Json]) -> None:
        """Compute these from the next write on. Documents that exist stay as they are."""
        if any(not each["overwrite"] for each in values):
            message = "not known: a computed value that does not overwrite"
            raise ArangoError(10, message)
        self._expressions = {each["name"]: parse_computed(each["expression"]) for each in values}
        self.computed_values = values

    def insert(self, document: Mapping[str, Any]) -> _Json:
        """Store a new document and return it."""
        key = document.get("_key", str(self._revisions + 1))
        if not isinstance(key, str) or not _KEY.fullmatch(key):
            message = "illegal document key"
            raise ArangoError(1221, message)
        if key in self.documents:
            message = "unique constraint violated"
            raise ArangoError(1210, message)
        return self._store(key, document)

    def update(self, key: str, changes: Mapping[str, Any]) -> _Json:
        """Change top-level attributes of a document and return it."""
        if key not in self.documents:
            message = "document not found"
            raise ArangoError(1202, message)
        return self._store(key, {**self.documents[key], **changes})

    def ensure_index(self, definition: _Json, analyzers: Mapping[str, _Json]) -> None:
        """Create an index, unless one with the same type and fields exists, by whatever name."""
        definition = {"name": f"idx_{len(self.indexes)}", **definition}
        made: PersistentIndex | InvertedIndex
        if definition["type"] == "persistent":
            made = PersistentIndex(definition)
        else:
            made = InvertedIndex(definition, analyzers)
        for other in self.indexes.values():
            if type(other) is type(made) and other.fields == made.fields:
                return
        if made.name in self.indexes:
            message = "duplicate value"
            raise ArangoError(1207, message)
        self.indexes[made.name] = made
        for document in self.documents.values():
            made.add(document)

    def _store(self, key: str, content: Mapping[str, Any]) -> _Json:
        self._revisions += 1
        system = {"_key": key, "_id": f"{self.name}/{key}", "_rev": f"_r{self._revisions:06}"}
        stored = {**content, **system}
        stored |= {name: each.value({DOCUMENT: stored}) for name, each in self._expressions.items()}
        for index in self.indexes.values():
            index.remove(key)
            index.add(stored)
        self.documents[key] = stored
        return stored
