"""Where in Elasticsearch the profiles are: the index, and the ids in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.document import document_id
from profile_browser.domain.store_kind import LocationKey

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection

# The server's own rule for an index or an alias. Anything else could name several, or a path.
_NAME = r"(?![-_+]|\.{1,2}\Z)[^\\/*?\"<>|,#:\s]+"

LOCATION_KEYS = (
    LocationKey(
        "index",
        "Index",
        "the index that holds the profiles",
        required=True,
        others=("collection",),
        pattern=_NAME,
    ),
)
MAX_ID_BYTES = 512  # the server's own limit


def index_name_of(connection: Connection) -> str:
    """Return the name of the index, or of an alias."""
    return connection.location["index"]


def record_id_of(connection: Connection, username: str) -> str:
    """Return the id of a user's record. Raises RefusedError."""
    return document_id(username, MAX_ID_BYTES, connection.record.id)
