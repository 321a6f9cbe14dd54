"""Where in a Cassandra cluster the profiles are, and how they look."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.document import document_id
from profile_browser.domain.record import USUAL_LAYOUT, RecordLayout
from profile_browser.domain.store_kind import Capability, LocationKey
from profile_browser.messages.connections import KEY_FIELD, SEARCH_TABLE

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection

OLDEST_VERSION = "4.0"
MAX_KEY_BYTES = 65_535
_KEY_FIELD = "username"
_CONSISTENCIES = ("LOCAL_QUORUM", "LOCAL_ONE", "QUORUM", "ONE")

LOCATION_KEYS = (
    LocationKey(
        "database",
        "Keyspace",
        "the keyspace that holds the profiles",
        required=True,
        others=("keyspace",),
    ),
    LocationKey(
        "collection", "Table", "the table that holds the profiles", required=True, others=("table",)
    ),
    LocationKey(
        "key_field",
        KEY_FIELD,
        "the column that identifies a record, if it is not username",
        placeholder=_KEY_FIELD,
        default=_KEY_FIELD,
        is_path=True,
    ),
    LocationKey(
        "search_table",
        SEARCH_TABLE,
        "the table for searches by the beginning of a name, if there is one",
        enables=frozenset({Capability.BEGINNING, Capability.SUGGEST}),
    ),
    LocationKey(
        "consistency",
        "Consistency",
        "the consistency level of reads, if it is not LOCAL_QUORUM",
        placeholder=_CONSISTENCIES[0],
        default=_CONSISTENCIES[0],
        choices=_CONSISTENCIES,
    ),
)


class Place(NamedTuple):
    """A table in a keyspace, the column that identifies a record, and the records' layout.

    ``search_table`` is in the same keyspace; empty if there is none.
    """

    database: str
    collection: str
    key_field: str = _KEY_FIELD
    search_table: str = ""
    consistency: str = _CONSISTENCIES[0]
    layout: RecordLayout = USUAL_LAYOUT

    @classmethod
    def of(cls, connection: Connection) -> Place:
        """Return where a connection's profiles are."""
        return cls(**connection.location, layout=connection.record)

    @property
    def id_template(self) -> str:
        """The value that identifies a record, with a place for the username."""
        return self.layout.id_at(self.key_field)

    def key_of(self, username: str) -> str:
        """Return the value of the key column in a user's record. Raises RefusedError."""
        return document_id(username, MAX_KEY_BYTES, self.id_template)
