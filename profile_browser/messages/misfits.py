"""Says where a record does not fit its layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.fields import FieldKind
from profile_browser.messages.catalogue import _, in_context, label_text
from profile_browser.messages.plain_text import both, printable, quoted

if TYPE_CHECKING:
    from profile_browser.domain.fields import Field
    from profile_browser.domain.misfit import Misfit

_KINDS = {
    FieldKind.TEXT: in_context("kind of value", "text"),
    FieldKind.NUMBER: _("a number"),
    FieldKind.DATE: _("a date"),
    FieldKind.LIST: _("a list of texts"),
    FieldKind.YES_NO: _("true or false"),
    FieldKind.ACCOUNT: _("true or false"),
}


def misfit_text(misfit: Misfit) -> str:
    """Name each field that the record lacks, and each whose value does not fit."""
    sentences = [
        _("{field} is not {kind}.").format(field=_named(field), kind=_KINDS[field.kind])
        for field in misfit.wrong
    ]
    if misfit.missing:
        lacking = both(map(_named, misfit.missing))
        sentences.insert(0, _("The record does not have {fields}.").format(fields=lacking))
    if misfit.other_username is not None:
        field, expected = misfit.other_username
        sentences.append(
            _("{field} is not {expected}.").format(field=_named(field), expected=quoted(expected))
        )
    if misfit.other_type is not None:
        path, expected = misfit.other_type
        sentences.append(
            _(
                "The type field ({path}) is not {expected}, so searches do not find this record."
            ).format(path=printable(path), expected=quoted(expected))
        )
    return " ".join(sentences)


def misfit_cause(misfit: Misfit) -> str:
    """Return the same for a ticket, as paths."""
    parts = {
        _("Missing"): [field.path for field in misfit.missing],
        _("Of another kind"): [field.path for field in misfit.wrong],
        _("Of another user"): [misfit.other_username[0].path] if misfit.other_username else (),
        _("Of another type"): misfit.other_type[:1] if misfit.other_type else (),
    }
    return "; ".join(
        f"{part}: {printable(', '.join(paths))}" for part, paths in parts.items() if paths
    )


def _named(field: Field) -> str:
    return f"{quoted(label_text(field.label))} ({printable(field.path)})"
