"""Tables with a delimiter between the values, such as CSV and TSV."""

from __future__ import annotations

import csv
from collections import Counter, deque
from typing import TYPE_CHECKING

from profile_browser.lists.lines import LONGEST_LINE, is_cut
from profile_browser.lists.records import TOO_LONG, Broken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from profile_browser.lists.records import Record, Values

COMMA = ","
DELIMITERS = "\t;,|"  # the surest first: a comma is also part of names and numbers
_MOST_LINES = 50  # of a value in quotes
_SHARE = 0.8  # of the rows of a table have the same number of values


def guess_delimiter(lines: Sequence[str]) -> str:
    """Return what is between the values of most lines; empty if this is not a table."""
    best, most = "", 0.0
    for delimiter in DELIMITERS:
        share = _regularity(lines, delimiter)
        if share > most:
            best, most = delimiter, share
    return best


def split_line(line: str, delimiter: str) -> Values:
    """Return the values of a line."""
    return next(_parsed([line], delimiter), ())


def usual_width(rows: Iterable[Values]) -> int:
    """Return how many values most rows have."""
    return Counter(map(len, rows)).most_common(1)[0][0]


def read_table(lines: Iterable[str], delimiter: str, width: int = 0) -> Iterator[Record]:
    """Yield the rows of a table that has this many columns; 0 if that is not known.

    A value in quotes may have several lines, so lines have their line breaks. A quote that is not
    closed does not take the lines after it along.
    """
    source = _Returnable(lines)
    while line := source.take():
        if is_cut(line):
            yield Broken(line, TOO_LONG)
        elif _has_open_quote(line):
            block = [line, *source.take_until_closed(len(line))]
            rows = _rows_in_quotes(block, delimiter, width)
            if rows is None:
                source.put_back(block[1:])
                rows = list(_parsed([line], delimiter))
            yield from rows
        else:
            yield from _parsed([line], delimiter)


class _Returnable:
    """Lines that can be put back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._returned: deque[str] = deque()

    def take(self) -> str:
        """Return the next line, which has its line break; empty after the last one."""
        return self._returned.popleft() if self._returned else next(self._lines, "")

    def put_back(self, lines: Sequence[str]) -> None:
        """Return these lines once more."""
        self._returned.extendleft(reversed(lines))

    def take_until_closed(self, length: int) -> list[str]:
        """Take lines up to one that closes the quote of a line of this length."""
        taken: list[str] = []
        while len(taken) < _MOST_LINES and length <= LONGEST_LINE and (line := self.take()):
            taken.append(line)
            length += len(line)
            if _has_open_quote(line):
                break
        return taken


def _rows_in_quotes(block: Sequence[str], delimiter: str, width: int) -> list[Values] | None:
    """Return the rows of lines of which the first opens a quote; None if none of them closes it."""
    try:
        rows = list(_parsed(block, delimiter, strict=True))
    except csv.Error:  # none closes it, or the value is longer than Python takes
        return None
    return None if width and any(len(row) > width for row in rows) else rows


def _has_open_quote(line: str) -> bool:
    """Return whether a quote is opened here, or closed: quotes in a value are doubled."""
    return bool(line.count('"') % 2)


def _parsed(lines: Iterable[str], delimiter: str, *, strict: bool = False) -> Iterator[Values]:
    """Yield the rows. A row without any value is left out."""
    for row in csv.reader(lines, delimiter=delimiter, strict=strict):
        if any(map(str.strip, row)):
            yield tuple(row)


def _regularity(lines: Sequence[str], delimiter: str) -> float:
    """Return the share of rows with the usual number of values; 0 if it is too small."""
    rows = [row for row in read_table(lines, delimiter) if not isinstance(row, Broken)]
    if not rows:
        return 0
    width = usual_width(rows)
    has_columns = any(value.strip() for row in rows for value in row[1:])
    share = sum(len(row) == width for row in rows) / len(rows)
    return share if width > 1 and has_columns and share >= _SHARE else 0
