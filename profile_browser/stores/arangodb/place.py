"""Where in an ArangoDB server the profiles are, and how they look."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.record import USUAL_LAYOUT, RecordLayout

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
PRIMARY_KEY = "_key"


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
