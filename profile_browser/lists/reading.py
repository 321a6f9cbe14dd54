"""Reads a list of people from a pasted text or a file, as far as a window can hold it."""

from __future__ import annotations

from functools import cache
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING

from profile_browser.domain.list_input import (
    ListCounts,
    ListError,
    ListFault,
    ListPreview,
    PreparedList,
)
from profile_browser.domain.outcome import Way
from profile_browser.lists.columns import guess_column
from profile_browser.lists.encodings import detect_encoding
from profile_browser.lists.entries import entry_maker
from profile_browser.lists.files import read_bounded
from profile_browser.lists.layouts import beginning_of, guess_layout, read_records
from profile_browser.lists.records import Broken
from profile_browser.messages.plain_text import brief

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.people_list import Entry
    from profile_browser.lists.records import Layout, Record, Values

LARGEST_FILE = 64_000_000  # bytes, and characters of a pasted text
_SHOWN_ROWS, _LONGEST_SHOWN = 10, 100  # of a preview; characters of a value
_GUESSED_FROM = 200  # rows
_MOST_REPEATED = 100  # lines for each person that a list may have, so that counting has an end


class ListDocument:
    """A list that was read: its preview, and its entries by any of its columns."""

    def __init__(self, text: str, title: str = "", encoding: str = "") -> None:
        self._text = text
        beginning = beginning_of(text, is_whole=True)
        self._layout = guess_layout(beginning)
        self.preview = preview_of(beginning, self._layout, title, encoding)

    def prepare(self, column: int, connection: Connection, largest: int) -> PreparedList:
        """Return the distinct entries of a column. May take a second for 100,000.

        Raises ListError if there are more distinct entries than ``largest``, a hundred times as
        many lines, or none.
        """
        most = _MOST_REPEATED * largest
        if self._text.count("\n") > most:
            raise ListError(ListFault.TOO_LONG, largest)
        make = cache(entry_maker(connection, is_clean=self._layout.is_own))
        records = read_records(StringIO(self._text, newline=""), self._layout)
        found: dict[str, Entry] = {}
        lines = empty = 0
        for record in records:
            entry = make(value_of(record, column))
            if entry.text:
                lines += 1
                found.setdefault(entry.text, entry)
            else:
                empty += 1
            if len(found) > largest or lines + empty > most:
                raise ListError(ListFault.TOO_LONG, largest)
        if not lines:
            raise ListError(ListFault.EMPTY)
        return _prepared(found.values(), lines, empty if self._layout.columns else 0)


def read_text(text: str) -> ListDocument:
    """Return a pasted list. Raises ListError."""
    if len(text) > LARGEST_FILE:
        raise ListError(ListFault.TOO_LARGE, LARGEST_FILE)
    return ListDocument(_with_text(text))


def read_file(path: Path) -> ListDocument:
    """Return the list in a file. Blocks. Raises ListError."""
    content = read_bounded(path, LARGEST_FILE)
    encoding = detect_encoding([content], is_whole=True)
    text = encoding.decode(content)
    return ListDocument(_with_text(text), path.name, encoding.label)


def preview_of(beginning: str, layout: Layout, title: str, encoding: str) -> ListPreview:
    """Return the first rows of a list, and the column that is guessed to have the people."""
    rows = tuple(_first_rows(read_records(StringIO(beginning, newline=""), layout)))
    column = guess_column(layout.columns, rows)
    shown = tuple(tuple(map(_brief, row)) for row in rows[:_SHOWN_ROWS])
    return ListPreview(title, layout.columns, shown, column, encoding, layout.format)


def value_of(record: Record, column: int) -> str | Broken:
    """Return the value of a column, or what cannot be read; empty if the row is too short."""
    if isinstance(record, Broken):
        return record
    return record[column] if column < len(record) else ""


def _with_text(text: str) -> str:
    if not text or text.isspace():
        raise ListError(ListFault.EMPTY)
    return text


def _first_rows(records: Iterator[Record]) -> Iterator[Values]:
    rows = (record for record in records if not isinstance(record, Broken))
    return islice((row for row in rows if any(map(str.strip, row))), _GUESSED_FROM)


def _brief(value: str) -> str:
    return brief(value.strip(), _LONGEST_SHOWN)


def _prepared(found: Iterable[Entry], lines: int, empty: int) -> PreparedList:
    entries = tuple(found)
    refused = sum(entry.refusal is not None for entry in entries)
    emails = sum(entry.way is Way.EMAIL for entry in entries)
    counts = ListCounts(lines, lines - len(entries), refused, emails, empty)
    return PreparedList(entries, counts)
