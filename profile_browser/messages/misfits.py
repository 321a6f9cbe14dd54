"""Says where a record does not fit its layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.fields import FieldKind
from profile_browser.messages.plain_text import printable, quoted

if TYPE_CHECKING:
    from profile_browser.domain.check import Misfit
    from profile_browser.domain.fields import Field

_KINDS = {
    FieldKind.TEXT: "text",
    FieldKind.NUMBER: "a number",
    FieldKind.DATE: "a date",
    FieldKind.LIST: "a list of texts",
    FieldKind.YES_NO: "true or false",
    FieldKind.ACCOUNT: "true or false",
}


def misfit_text(misfit: Misfit) -> str:
    """Name each field that the record lacks, and each whose value does not fit."""
    sentences = [f"{_named(field)} is not {_KINDS[field.kind]}." for field in misfit.wrong]
    if misfit.missing:
        *first, last = map(_named, misfit.missing)
        listed = f"{', '.join(first)} and {last}" if first else last
        sentences.insert(0, f"The record does not have {listed}.")
    if misfit.other_username is not None:
        field, expected = misfit.other_username
        sentences.append(f"{_named(field)} is not {quoted(expected)}.")
    if misfit.other_type is not None:
        path, expected = misfit.other_type
        named = f"The type field ({printable(path)})"
        sentences.append(f"{named} is not {quoted(expected)}, so searches do not find this record.")
    return " ".join(sentences)


def misfit_cause(misfit: Misfit) -> str:
    """Return the same for a ticket, as paths."""
    parts = {
        "Missing": [field.path for field in misfit.missing],
        "Of another kind": [field.path for field in misfit.wrong],
        "Of another user": [misfit.other_username[0].path] if misfit.other_username else (),
        "Of another type": misfit.other_type[:1] if misfit.other_type else (),
    }
    return "; ".join(
        f"{part}: {printable(', '.join(paths))}" for part, paths in parts.items() if paths
    )


def _named(field: Field) -> str:
    return f"{quoted(field.label)} ({printable(field.path)})"
