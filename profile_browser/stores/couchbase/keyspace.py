"""Where in a cluster the profiles are, and how they look."""

from typing import NamedTuple, Self

from profile_browser.domain.connection import Connection
from profile_browser.domain.document import MAX_DOCUMENT_ID_BYTES, document_id
from profile_browser.domain.record import USUAL_LAYOUT, RecordLayout
from profile_browser.stores.couchbase.location import (
    DEFAULT_COLLECTION,
    DEFAULT_SCOPE,
    MAX_DOCUMENT_ID_BYTES_IN_COLLECTION,
)


class Keyspace(NamedTuple):
    """A bucket, the collection in it, and the layout of the records there."""

    bucket: str
    scope: str = DEFAULT_SCOPE
    collection: str = DEFAULT_COLLECTION
    layout: RecordLayout = USUAL_LAYOUT

    @classmethod
    def of(cls, connection: Connection) -> Self:
        """Return where a connection's profiles are."""
        return cls(**connection.location, layout=connection.record)

    @property
    def is_named_collection(self) -> bool:
        """Whether the profiles are not in the bucket's default collection."""
        return (self.scope, self.collection) != (DEFAULT_SCOPE, DEFAULT_COLLECTION)

    @property
    def longest_id(self) -> int:
        """The maximum length of a document's id, in bytes."""
        named = self.is_named_collection
        return MAX_DOCUMENT_ID_BYTES_IN_COLLECTION if named else MAX_DOCUMENT_ID_BYTES

    def document_id(self, username: str) -> str:
        """Return the id of a user's document. Raises RefusedError."""
        return document_id(username, self.longest_id, self.layout.id)

    @property
    def names(self) -> tuple[str, str, str]:
        """The names of bucket, scope and collection."""
        return self.bucket, self.scope, self.collection

    @property
    def path(self) -> str:
        """The collection's name with its scope."""
        return f"{self.scope}.{self.collection}"
