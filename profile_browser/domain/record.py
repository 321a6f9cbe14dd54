"""How the records of a connection look: their id, their type, and where each field is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from profile_browser.domain.document import DOCUMENT_ID, USERPROFILE_DOC_TYPE
from profile_browser.domain.fields import FIELDS, Field

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_MORE = 12  # fields beside the built-in ones; the cluster reads at most 16 paths at once


@dataclass(frozen=True)
class RecordLayout:
    """The layout of records.

    ``id`` contains ``{username}`` once. ``type`` is the value of ``type_field`` in each record;
    empty if records have no type. ``paths`` says by name which built-in fields are elsewhere than
    usual. With ``enabled``, the value of ``disabled`` has the opposite sense. ``more`` are the
    fields that this connection adds.
    """

    id: str = DOCUMENT_ID
    type: str = USERPROFILE_DOC_TYPE
    type_field: str = "type"
    paths: Mapping[str, str] = field(default_factory=dict, hash=False)
    enabled: bool = False
    more: tuple[Field, ...] = ()

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The built-in fields, where this layout has them."""
        return tuple(replace(one, path=self.path_of(one)) for one in FIELDS)

    def path_of(self, one: Field) -> str:
        """Return where a field is in a record."""
        return self.paths.get(one.name, one.path)


USUAL_LAYOUT = RecordLayout()
