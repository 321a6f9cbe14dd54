"""Where in a Cassandra cluster the profiles are, and how they look."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.record import USUAL_LAYOUT, RecordLayout

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection


class Place(NamedTuple):
    """A table in a keyspace, the column that identifies a record, and the records' layout.

    ``search_table`` is in the same keyspace; empty if there is none. Only reads need the
    ``consistency``.
    """

    database: str
    collection: str
    key_field: str
    search_table: str = ""
    consistency: str = ""
    layout: RecordLayout = USUAL_LAYOUT

    @classmethod
    def of(cls, connection: Connection) -> Place:
        """Return where a connection's profiles are."""
        return cls(**connection.location, layout=connection.record)
