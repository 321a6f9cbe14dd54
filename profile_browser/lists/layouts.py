"""Guesses how a list is written, and reads its records."""

from __future__ import annotations

from io import StringIO
from itertools import chain, islice
from typing import TYPE_CHECKING

from profile_browser.domain.list_input import ListFormat
from profile_browser.domain.people_list import RowState
from profile_browser.lists import json_records
from profile_browser.lists.columns import is_heading, looks_like_header
from profile_browser.lists.lines import is_cut, lines_of
from profile_browser.lists.records import REFUSED_BEFORE, TOO_LONG, Broken, Layout
from profile_browser.lists.tables import COMMA, guess_delimiter, read_table, split_line, usual_width
from profile_browser.messages import list_formats
from profile_browser.messages.list_faults import numbered_column

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

    from profile_browser.lists.records import Record, Values

SAMPLE = 65_536  # characters from which the layout is guessed; fewer than of the longest line
_MOST = 200  # lines or elements of the sample
_OWN_TABLE = list_formats.CSV_COLUMNS
_OWN_JSON = list_formats.ASKED_NAME, list_formats.OUTCOME_NAME


def beginning_of(text: str, *, is_whole: bool) -> str:
    """Return the beginning of a list without the part of a line at its end."""
    sample = text[:SAMPLE]
    if is_whole and len(sample) == len(text):
        return sample
    return sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1] or sample


def guess_layout(beginning: str) -> Layout:
    """Return how a list with this beginning is written."""
    if json_records.looks_like_array(beginning):
        return _json_layout(ListFormat.JSON_ARRAY, json_records.read_array(StringIO(beginning)))
    all_lines = lines_of(StringIO(beginning, newline=""))
    lines = list(islice(filter(str.strip, all_lines), _MOST))
    if json_records.looks_like_lines(lines):
        return _json_layout(ListFormat.JSON_LINES, json_records.read_lines(lines))
    if delimiter := _delimiter(lines):
        rows = [row for row in read_table(lines, delimiter) if not isinstance(row, Broken)]
        has_header = looks_like_header(rows[0], rows[1:])
        if len(rows) > 1 or has_header:
            return _table_layout(rows, delimiter, has_header=has_header)
        return Layout(ListFormat.LINES, delimiter=delimiter)
    if len(lines) > 1 and is_heading(lines[0], lines[1:]):
        return Layout(ListFormat.LINES, (lines[0].strip(' \t\r\n"'),), has_header=True)
    return Layout(ListFormat.LINES)


def read_records(text: TextIO, layout: Layout) -> Iterator[Record]:
    """Yield the records of a list, without its header."""
    records = _all_records(text, layout)
    if layout.has_header:
        next(records, None)
    return _originals(records, layout.format) if layout.is_own else records


def _all_records(text: TextIO, layout: Layout) -> Iterator[Record]:
    match layout.format:
        case ListFormat.JSON_ARRAY:
            elements = json_records.read_array(text)
        case ListFormat.JSON_LINES:
            elements = json_records.read_lines(lines_of(text))
        case ListFormat.TABLE:
            return read_table(lines_of(text), layout.delimiter, len(layout.columns))
        case ListFormat.LINES:
            return _read_lines(lines_of(text), layout.delimiter)
    return (json_records.record_of(element, layout.columns) for element in elements)


def _read_lines(lines: Iterable[str], delimiter: str) -> Iterator[Record]:
    """Yield each line, or each value of a line where a delimiter is between people."""
    for line in lines:
        if is_cut(line):
            yield Broken(line, TOO_LONG)
        elif delimiter:
            yield from ((value,) for value in split_line(line, delimiter))
        else:
            yield (line,)


def _originals(records: Iterable[Record], list_format: ListFormat) -> Iterator[Record]:
    """Yield records that this program saved, without what it added."""
    for record in records:
        if isinstance(record, Broken) or not record:
            yield record
            continue
        values = (
            tuple(map(list_formats.unguarded, record))
            if list_format is ListFormat.TABLE
            else record
        )
        was_refused = len(values) > 1 and values[1] == RowState.REFUSED
        yield Broken(values[0], REFUSED_BEFORE) if was_refused else values


def _delimiter(lines: Sequence[str]) -> str:
    own = f"{COMMA.join(_OWN_TABLE)}{COMMA}"
    return COMMA if lines and lines[0].startswith(own) else guess_delimiter(lines)


def _json_layout(kind: ListFormat, elements: Iterator[json_records.Element]) -> Layout:
    columns = json_records.names_in(islice(elements, _MOST))
    return Layout(kind, columns, is_own=columns[:2] == _OWN_JSON)


def _table_layout(rows: Sequence[Values], delimiter: str, *, has_header: bool) -> Layout:
    names = rows[0] if has_header else ()
    width = max(len(names), usual_width(rows))
    padded = islice(chain(map(str.strip, names), [""] * width), width)
    columns = tuple(name or numbered_column(at) for at, name in enumerate(padded, start=1))
    is_own = columns[:2] == _OWN_TABLE
    return Layout(ListFormat.TABLE, columns, delimiter, has_header, is_own)
