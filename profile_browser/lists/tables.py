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
_DELIMITERS = "\t;,|"  # the surest first: a comma is also part of names and numbers
_MOST_LINES = 50  # of a value in quotes
_SHARE = 0.8  # of the rows of a table have the same number of values


def guess_delimiter(lines: Sequence[str]) -> str:
    """Return what is between the values of most lines; empty if this is not a table."""
    best, most = "", 0.0
    for delimiter in _DELIMITERS:
        share = _regularity(lines, delimiter)
        if share > most:
            best, most = delimiter, share
    return best


def split_line(line: str, delimiter: str) -> Values:
    """Return the values of a line."""
    return next(_parsed([line], delimiter), ())


def read_table(lines: Iterable[str], delimiter: str, width: int = 0) -> Iterator[Record]:
    """Yield the rows of a table that has this many columns; 0 if that is not known.

    A value in quotes may have several lines, so lines have their line breaks. A quote that is not
    closed does not take the lines after it along.
    """
    source = _Returnable(lines)
    for line in source:
        if is_cut(line):
            yield Broken(line, TOO_LONG)
            continue
        others = source.take_until_closed(line)
        rows = list(_parsed([line, *others], delimiter))
        if others and width and any(len(row) != width for row in rows):
            source.put_back(others)
            rows = list(_parsed([line], delimiter))
        yield from rows


class _Returnable:
    """Lines of which some may be put back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._returned: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        while self._returned:
            yield self._returned.popleft()
        for line in self._lines:
            yield line
            while self._returned:
                yield self._returned.popleft()

    def put_back(self, lines: Iterable[str]) -> None:
        self._returned.extendleft(reversed(list(lines)))

    def take_until_closed(self, line: str) -> list[str]:
        """Take the lines after this one to the one that closes its quote, or none."""
        if not _has_open_quote(line):
            return []
        taken: list[str] = []
        length = len(line)
        for other in self._following():
            taken.append(other)
            length += len(other)
            if length > LONGEST_LINE or len(taken) == _MOST_LINES:
                break
            if _has_open_quote(other):
                return taken
        self.put_back(taken)
        return []

    def _following(self) -> Iterator[str]:
        while self._returned:
            yield self._returned.popleft()
        yield from self._lines


def _has_open_quote(line: str) -> bool:
    """Return whether a quote is opened here, or closed: quotes in a value are doubled."""
    return bool(line.count('"') % 2)


def _parsed(lines: Iterable[str], delimiter: str) -> Iterator[Values]:
    """Yield the rows. A row without any value is left out."""
    for row in csv.reader(lines, delimiter=delimiter):
        if any(map(str.strip, row)):
            yield tuple(row)


def _regularity(lines: Sequence[str], delimiter: str) -> float:
    """Return the share of rows with the usual number of values; 0 if it is too small."""
    rows = [row for row in read_table(lines, delimiter) if not isinstance(row, Broken)]
    if not rows:
        return 0
    width, count = Counter(map(len, rows)).most_common(1)[0]
    has_columns = any(value.strip() for row in rows for value in row[1:])
    share = count / len(rows)
    return share if width > 1 and has_columns and share >= _SHARE else 0
