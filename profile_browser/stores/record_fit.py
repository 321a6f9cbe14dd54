"""Compares a record with the layout of its connection, with the same rules for every store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from profile_browser.domain.check import Misfit
from profile_browser.domain.fields import FIELDS, Field
from profile_browser.domain.user import User, more_of, paths_of, values_of
from profile_browser.stores.reading import DamagedDocumentError, user_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.record import RecordLayout


def described_paths(layout: RecordLayout) -> list[str]:
    """Return the paths of what a layout describes: the fields and the type."""
    return paths_of(User, _with_type(layout))


def find_misfit(
    document: Mapping[str, object], layout: RecordLayout, username: str
) -> Misfit | None:
    """Return where the document of this user does not fit, or None if it fits.

    The document is flat, with dotted paths as keys, and lacks what the record lacks.
    """
    present = values_of(document, User, layout)
    built_in = [layout.place(field) for field in FIELDS]
    missing = [field for field in built_in if field.name not in present]
    damaged = _damaged_names(document, layout)
    wrong = [field for field in built_in if field.name in damaged and field not in missing]
    more = more_of(document, layout)
    missing += [value.field for value in more if not value.exact]
    wrong += [value.field for value in more if value.is_damaged]
    misfit = Misfit(
        tuple(missing),
        tuple(wrong),
        _other_type(document, layout),
        _other_username(document, layout, username),
    )
    return None if misfit == Misfit() else misfit


def _damaged_names(document: Mapping[str, object], layout: RecordLayout) -> tuple[str, ...]:
    try:
        user_from(document, User, layout)
    except DamagedDocumentError as error:
        return error.fields
    return ()


def _other_type(document: Mapping[str, object], layout: RecordLayout) -> tuple[str, str] | None:
    found = more_of(document, _with_type(layout))[len(layout.more) :]
    differs = any(value.content != layout.type for value in found)
    return (layout.type_field, layout.type) if differs else None


def _other_username(
    document: Mapping[str, object], layout: RecordLayout, username: str
) -> tuple[Field, str] | None:
    field = next(field for field in layout.built_in if field.name == "username")
    found = document.get(field.path)
    return (field, username) if isinstance(found, str) and found != username else None


def _with_type(layout: RecordLayout) -> RecordLayout:
    """Return the layout with the type, if it has one, as its last field."""
    if not layout.type:
        return layout
    return replace(layout, more=(*layout.more, Field("", path=layout.type_field)))
