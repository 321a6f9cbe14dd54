"""How the records of a connection look: their id, their type, and where each field is."""

from collections.abc import Iterable
from typing import NamedTuple

from profile_browser.domain.document import DOCUMENT_ID, USERNAME_PLACE, USERPROFILE_DOC_TYPE
from profile_browser.domain.fields import FIELDS, Field

MOST_MORE = 12  # fields beside the built-in ones; Couchbase reads at most 16 paths at once


class RecordLayout(NamedTuple):
    """The layout of records.

    ``id`` contains ``{username}`` once. ``type`` is the value of ``type_field`` in each record;
    empty if records have no type. ``built_in`` are the fields of ``FIELDS``, where this layout has
    them. ``more`` are the fields that it adds.
    """

    id: str = DOCUMENT_ID
    type: str = USERPROFILE_DOC_TYPE
    type_field: str = "type"
    built_in: tuple[Field, ...] = FIELDS
    more: tuple[Field, ...] = ()

    def placed(self, fields: Iterable[Field]) -> list[Field]:
        """Return built-in fields where this layout has them, and any other field as it is."""
        by_name = {field.name: field for field in self.built_in}
        return [by_name.get(field.name, field) for field in fields]

    def path_of(self, name: str) -> str:
        """Return where the field with this name is in a record."""
        return next((field.path for field in self.built_in if field.name == name), name)

    def id_at(self, path: str) -> str:
        """Return what identifies a record in the field at this path, with ``{username}`` in it.

        The field for the username holds the username. Any other field holds the id.
        """
        return USERNAME_PLACE if path == self.path_of("username") else self.id


USUAL_LAYOUT = RecordLayout()
