"""Where in CouchDB the profiles are: the database, and the ids in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.document import document_id
from profile_browser.domain.store_kind import LocationKey

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection

LOCATION_KEYS = (
    LocationKey("database", "Database", "the database that holds the profiles", required=True),
)
# CouchDB limits a document, not an id. This is far more than a username needs.
MAX_ID_BYTES = 1024
_RESERVED = "_"  # of design documents, and of what only one server keeps


def record_id_of(connection: Connection, username: str) -> str:
    """Return the id of a user's record. Raises RefusedError."""
    return document_id(username, MAX_ID_BYTES, connection.record.id)


def is_record_id(key: str) -> bool:
    """Return whether a record can have this id, and not only a document of CouchDB's own."""
    return not key.startswith(_RESERVED)
