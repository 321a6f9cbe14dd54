"""Where in a cluster the profiles are: bucket, scope and collection."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.document import MAX_DOCUMENT_ID_BYTES
from profile_browser.domain.store_kind import LocationKey
from profile_browser.messages.connections import ONLY_ANOTHER

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection

DEFAULT_SCOPE = DEFAULT_COLLECTION = "_default"
# The number of a named collection takes up to four bytes of the id.
MAX_DOCUMENT_ID_BYTES_IN_COLLECTION = 246

LOCATION_KEYS = (
    LocationKey("bucket", "Bucket", "the bucket that holds the profiles", required=True),
    LocationKey(
        "scope",
        "Scope",
        "the scope, if it is not the default one",
        placeholder=ONLY_ANOTHER,
        default=DEFAULT_SCOPE,
        needs="collection",
    ),
    LocationKey(
        "collection",
        "Collection",
        "the collection, if it is not the default one",
        placeholder=ONLY_ANOTHER,
        default=DEFAULT_COLLECTION,
    ),
)


class Keyspace(NamedTuple):
    """A bucket, and the collection in it."""

    bucket: str
    scope: str = DEFAULT_SCOPE
    collection: str = DEFAULT_COLLECTION

    @classmethod
    def of(cls, connection: Connection) -> Keyspace:
        """Return where a connection's profiles are."""
        return cls(**connection.location)

    @property
    def is_named_collection(self) -> bool:
        """Whether the profiles are not in the bucket's default collection."""
        return (self.scope, self.collection) != (DEFAULT_SCOPE, DEFAULT_COLLECTION)

    @property
    def longest_id(self) -> int:
        """The maximum length of a document's id, in bytes."""
        named = self.is_named_collection
        return MAX_DOCUMENT_ID_BYTES_IN_COLLECTION if named else MAX_DOCUMENT_ID_BYTES

    @property
    def path(self) -> str:
        """The collection's name with its scope."""
        return f"{self.scope}.{self.collection}"
