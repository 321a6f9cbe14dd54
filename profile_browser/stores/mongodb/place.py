"""Where in a MongoDB server the profiles are, and how they look."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.record import USUAL_LAYOUT, RecordLayout

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
ID_FIELD = "_id"


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
