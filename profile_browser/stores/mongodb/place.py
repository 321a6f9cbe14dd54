"""Where in a MongoDB server the profiles are, and how they look."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.document import document_id
from profile_browser.domain.record import USUAL_LAYOUT, RecordLayout
from profile_browser.domain.store_kind import LocationKey
from profile_browser.messages.connections import KEY_FIELD, NAMES_FIELD

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection

ID_FIELD = "_id"
# MongoDB limits a document, not an id. This is far more than a username needs.
MAX_ID_BYTES = 1024

LOCATION_KEYS = (
    LocationKey("database", "Database", "the database that holds the profiles", required=True),
    LocationKey(
        "collection", "Collection", "the collection that holds the profiles", required=True
    ),
    LocationKey(
        "key_field",
        KEY_FIELD,
        "the field that identifies a record, if it is not _id",
        placeholder=ID_FIELD,
        default=ID_FIELD,
        is_path=True,
    ),
    LocationKey(
        "names_field",
        NAMES_FIELD,
        "the field that lists the words of full names, if there is one",
        is_path=True,
    ),
)


class Place(NamedTuple):
    """A collection in a database, the field that identifies a record, and the records' layout.

    ``names_field`` is the path of a list with the words of the full name, arranged as by
    ``matching.entries_of``; case and accents do not matter. It is empty if there is no such list.
    """

    database: str
    collection: str
    key_field: str = ID_FIELD
    layout: RecordLayout = USUAL_LAYOUT
    names_field: str = ""

    @classmethod
    def of(cls, connection: Connection) -> Place:
        """Return where a connection's profiles are."""
        return cls(**connection.location, layout=connection.record)

    @property
    def id_template(self) -> str:
        """The value of the key field, with a place for the username."""
        return self.layout.id_at(self.key_field)

    def key_of(self, username: str) -> str:
        """Return the value of the key field in a user's record. Raises RefusedError."""
        return document_id(username, MAX_ID_BYTES, self.id_template)
