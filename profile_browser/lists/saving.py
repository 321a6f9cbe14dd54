"""Saves the rows of a list: as a whole or not at all."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from profile_browser.domain.list_input import ListError, ListFault, SaveFormat
from profile_browser.domain.whole_files import replacing
from profile_browser.lists.files import reason_of
from profile_browser.messages.list_formats import csv_header, csv_line, json_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from profile_browser.domain.fields import Field
    from profile_browser.domain.people_list import ListRow

_JSON_SUFFIXES = {SaveFormat.JSON_LINES.value, ".ndjson", ".json"}
_MARK = "\ufeff"  # spreadsheet programs take a file with it for UTF-8


def save_format_of(path: Path) -> SaveFormat:
    """Return the format for a file's name: JSON lines by its suffix, else CSV."""
    return SaveFormat.JSON_LINES if path.suffix.lower() in _JSON_SUFFIXES else SaveFormat.CSV


def save_rows(
    path: Path, rows: Iterable[ListRow], fields: Sequence[Field], save_format: SaveFormat
) -> None:
    """Write the rows, in their order, to a file that only its owner can read. Raises ListError.

    A file that is there is replaced at the end. A link to a file stays a link.
    """
    lines = _csv_lines(rows, fields) if save_format is SaveFormat.CSV else _json_lines(rows)
    try:
        with replacing(_target(path)) as file:
            file.writelines(line.encode(errors="replace") for line in lines)
    except OSError as error:
        raise ListError(ListFault.NOT_SAVED, reason_of(error)) from None


def _csv_lines(rows: Iterable[ListRow], fields: Sequence[Field]) -> Iterator[str]:
    yield f"{_MARK}{csv_header(fields)}\r\n"
    yield from (f"{csv_line(row, fields)}\r\n" for row in rows)


def _json_lines(rows: Iterable[ListRow]) -> Iterator[str]:
    return (f"{json_line(row)}\n" for row in rows)


def _target(path: Path) -> Path:
    """Return the file to write. Raises ListError for anything else, and OSError if it may not be.

    Its folder decides whether a file can be replaced, so a read-only file has to be asked.
    """
    target = Path(os.path.realpath(path))
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(target.stat().st_mode):
            raise ListError(ListFault.NOT_SAVED_THERE)
        target.open("rb+").close()
    return target
