"""Why a list cannot be read or saved, in sentences, and how it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.list_input import ListFault, ListFormat
from profile_browser.messages.catalogue import _, counted
from profile_browser.messages.plain_text import listing, printable, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from profile_browser.domain.list_input import ListError, ListPreview

_MEGABYTE = 1_000_000
PASTED = _("Pasted text")
_SENTENCES = {
    ListFault.EMPTY: _("The list is empty."),
    ListFault.NOT_A_FILE: _("This is not a file with a list."),
    ListFault.NOT_READABLE: _("The list cannot be read: {0}."),
    ListFault.CHANGED: _("The file was changed while it was read. Open it again."),
    ListFault.NOT_TEXT: _("The list is not text. Save it as text or as CSV."),
    ListFault.NOT_JSON: _("The list begins as a JSON array, but is not one."),
    ListFault.WORKBOOK: (
        _(
            "Workbooks cannot be read. Open the file in your spreadsheet program, save the "
            "sheet that has the list as CSV, and open that file."
        )
    ),
    ListFault.NOT_SAVED_THERE: _("A list can be saved only as a file. Choose another name."),
    ListFault.NOT_SAVED: _("The list was not saved: {0}."),
}
_FORMATS = {
    ListFormat.LINES: _("one entry on each line"),
    ListFormat.TABLE: _("a table"),
    ListFormat.JSON_LINES: _("JSON lines"),
    ListFormat.JSON_ARRAY: _("a JSON array"),
}


def fault_text(error: ListError) -> str:
    """Say why a list cannot be read or saved, and what to do."""
    match error.kind:
        case ListFault.TOO_LARGE:
            (limit,) = error.values
            size = int(str(limit)) // _MEGABYTE
            return counted(
                "The file is too large. A list can have at most {count} megabyte.",
                "The file is too large. A list can have at most {count} megabytes.",
                size,
            )
        case ListFault.TOO_LONG:
            (largest,) = error.values
            return counted(
                "A list can have at most {count} entry, and this one has more.",
                "A list can have at most {count} entries, and this one has more.",
                int(str(largest)),
            )
        case ListFault.NO_SUCH_COLUMN:
            return _no_such_column(*map(str, error.values))
        case ListFault.SEVERAL_COLUMNS:
            name, *columns = map(str, error.values)
            return _(
                "Several columns fit the name {name}: {columns}. Give the exact name of one, "
                "or rename it in the list."
            ).format(name=quoted(name), columns=_listed(columns))
        case kind:
            return _SENTENCES[kind].format(*error.values)


def _no_such_column(name: str, *columns: str) -> str:
    if not columns:
        return _("The list has no column {name}. It has one entry on each line.").format(
            name=quoted(name)
        )
    return _("The list has no column {name}. Its columns are {columns}.").format(
        name=quoted(name), columns=_listed(columns)
    )


def _listed(names: Iterable[str]) -> str:
    return listing(map(quoted, names))


def read_as(preview: ListPreview) -> str:
    """Say how a list was read, as part of a sentence: “a table, in UTF-8”."""
    text = _FORMATS[preview.format]
    return (
        _("{text}, in {encoding}").format(text=text, encoding=preview.encoding)
        if preview.encoding
        else text
    )


def source(preview: ListPreview) -> str:
    """Say what was opened or pasted, and how it was read."""
    return f"{printable(preview.title) if preview.title else PASTED}: {read_as(preview)}"


def numbered_column(number: int) -> str:
    """Return the label of a column without a heading, counted from 1."""
    return _("Column {number}").format(number=number)
