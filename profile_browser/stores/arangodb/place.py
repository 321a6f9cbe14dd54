"""Where in an ArangoDB server the profiles are, and how they look."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.document import document_id
from profile_browser.domain.record import USUAL_LAYOUT, RecordLayout
from profile_browser.domain.store_kind import LocationKey
from profile_browser.messages.connections import KEY_FIELD

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection

PRIMARY_KEY = "_key"
_LONGEST_PRIMARY_KEY = 254  # bytes; the server's own limit
# The server limits a document, not a field. This is far more than a username needs.
_LONGEST_FIELD = 1024  # bytes

LOCATION_KEYS = (
    LocationKey("database", "Database", "the database that holds the profiles", required=True),
    LocationKey(
        "collection", "Collection", "the collection that holds the profiles", required=True
    ),
    LocationKey(
        "key_field",
        KEY_FIELD,
        "the field that identifies a record, if it is not _key",
        placeholder=PRIMARY_KEY,
        default=PRIMARY_KEY,
        is_path=True,
    ),
)


class Place(NamedTuple):
    """A collection in a database, the field that identifies a record, and the records' layout."""

    database: str
    collection: str
    key_field: str = PRIMARY_KEY
    layout: RecordLayout = USUAL_LAYOUT

    @classmethod
    def of(cls, connection: Connection) -> Place:
        """Return where a connection's profiles are."""
        return cls(**connection.location, layout=connection.record)

    @property
    def is_by_primary_key(self) -> bool:
        """Whether the server's own key, which is ASCII, identifies a record."""
        return self.key_field == PRIMARY_KEY

    @property
    def longest_key(self) -> int:
        """The maximum length of a value that identifies a record, in bytes of UTF-8."""
        return _LONGEST_PRIMARY_KEY if self.is_by_primary_key else _LONGEST_FIELD

    @property
    def id_template(self) -> str:
        """The value that identifies a record, with a place for the username."""
        return self.layout.id_at(self.key_field)

    def key_of(self, username: str) -> str:
        """Return the value that identifies a user's record. Raises RefusedError."""
        return document_id(username, self.longest_key, self.id_template)
