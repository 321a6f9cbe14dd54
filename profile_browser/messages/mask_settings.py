"""Sentences about the table of an administrator's file that says which fields are masked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages.catalogue import _
from profile_browser.messages.plain_text import listing, printable, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

NO_TABLE = _("This must be a table of fields, each with true or false: { full_name = false }.")


def field_unknown(name: str, known: Iterable[str]) -> str:
    """Say that no connection of the file has this field, and which fields there are."""
    fields = listing(map(printable, known))
    return _("There is no field {name}. Available: {fields}.").format(
        name=quoted(name), fields=fields
    )
