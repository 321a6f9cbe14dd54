"""Why a list cannot be read or saved, in sentences, and how it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.list_input import ListFault, ListFormat
from profile_browser.messages.plain_text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from profile_browser.domain.list_input import ListError, ListPreview

_MEGABYTE = 1_000_000
_SENTENCES = {
    ListFault.EMPTY: "The list is empty.",
    ListFault.NOT_A_FILE: "This is not a file with a list.",
    ListFault.NOT_READABLE: "The list cannot be read: {0}.",
    ListFault.CHANGED: "The file was changed while it was read. Open it again.",
    ListFault.NOT_TEXT: "The list is not text. Save it as text or as CSV.",
    ListFault.NOT_JSON: "The list begins as a JSON array, but is not one.",
    ListFault.WORKBOOK: (
        "Workbooks cannot be read. Open the file in your spreadsheet program, save the sheet that "
        "has the list as CSV, and open that file."
    ),
    ListFault.NOT_SAVED_THERE: "A list can be saved only as a file. Choose another name.",
    ListFault.NOT_SAVED: "The list was not saved: {0}.",
}
_FORMATS = {
    ListFormat.LINES: "one entry on each line",
    ListFormat.TABLE: "a table",
    ListFormat.JSON_LINES: "JSON lines",
    ListFormat.JSON_ARRAY: "a JSON array",
}


def fault_text(error: ListError) -> str:
    """Say why a list cannot be read or saved, and what to do."""
    match error.kind:
        case ListFault.TOO_LARGE:
            (limit,) = error.values
            size = int(str(limit)) // _MEGABYTE
            return f"The file is too large. A list can have at most {size} megabytes."
        case ListFault.TOO_LONG:
            (largest,) = error.values
            return f"A list can have at most {largest:,} entries, and this one has more."
        case ListFault.NO_SUCH_COLUMN:
            return _no_such_column(*map(str, error.values))
        case ListFault.SEVERAL_COLUMNS:
            name, *columns = map(str, error.values)
            return (
                f"Several columns fit the name {quoted(name)}: {_listed(columns)}. Give the exact "
                "name of one, or rename it in the list."
            )
        case kind:
            return _SENTENCES[kind].format(*error.values)


def _no_such_column(name: str, *columns: str) -> str:
    if not columns:
        return f"The list has no column {quoted(name)}. It has one entry on each line."
    return f"The list has no column {quoted(name)}. Its columns are {_listed(columns)}."


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(quoted, names))


def read_as(preview: ListPreview) -> str:
    """Say how a list was read, as part of a sentence: “a table, in UTF-8”."""
    text = _FORMATS[preview.format]
    return f"{text}, in {preview.encoding}" if preview.encoding else text


def numbered_column(number: int) -> str:
    """Return the label of a column without a heading, counted from 1."""
    return f"Column {number}"
