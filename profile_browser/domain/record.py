"""How the records of a connection look: their id, their type, and where each field is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from profile_browser.domain.document import DOCUMENT_ID, USERPROFILE_DOC_TYPE
from profile_browser.domain.fields import FIELDS, Field

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_MORE = 12  # fields beside the built-in ones; Couchbase reads at most 16 paths at once


@dataclass(frozen=True)
class RecordLayout:
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

    def place(self, field: Field) -> Field:
        """Return a built-in field where this layout has it, and any other field as it is."""
        return self._by_name.get(field.name, field)

    def path_of(self, name: str) -> str:
        """Return where the field with this name is in a record."""
        return self._by_name[name].path if name in self._by_name else name

    @cached_property
    def _by_name(self) -> Mapping[str, Field]:
        return {field.name: field for field in self.built_in}


USUAL_LAYOUT = RecordLayout()
