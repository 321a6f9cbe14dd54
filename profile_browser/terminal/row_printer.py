"""Prints the rows of a list: what was found to standard output, the rest to standard error."""

from __future__ import annotations

import sys
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.fields import FIELDS
from profile_browser.domain.people_list import RowState
from profile_browser.messages import clipboard_formats as copies
from profile_browser.messages import list_formats
from profile_browser.messages import terminal_lists as wording
from profile_browser.messages.plain_text import printable
from profile_browser.terminal.progress_line import ProgressLine
from profile_browser.terminal.streams import print_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.people_list import ListRow


class OutputFormat(StrEnum):
    """How rows are printed. The value is the option that chooses the format."""

    TEXT = ""
    JSON = "--json"
    CSV = "--csv"
    MISSING_ONLY = "--missing-only"


class _Line(NamedTuple):
    """A line, and whether it is a result. Others go to standard error."""

    is_result: bool
    text: str


class RowPrinter:
    """Prints rows in one format. Results and messages keep their order on a terminal."""

    def __init__(self, form: OutputFormat, connection: Connection) -> None:
        self._title, self._needs_header = connection.title, form is OutputFormat.CSV
        self._fields = (*FIELDS, *connection.record.more)
        self._is_shown = sys.stdout.isatty()
        self._is_ascii = sys.stdout.encoding.lower() != "utf-8"
        self._lines_of: Callable[[ListRow], Iterator[_Line]] = {
            OutputFormat.TEXT: self._text_lines,
            OutputFormat.JSON: self._json_lines,
            OutputFormat.CSV: self._csv_lines,
            OutputFormat.MISSING_ONLY: self._missing_lines,
        }[form]
        self.progress = ProgressLine()

    def print_rows(self, rows: Sequence[ListRow]) -> None:
        """Print rows, the first ones below a header. ``flush`` brings them out."""
        if self._needs_header:
            self._write_results(f"{list_formats.csv_header(self._fields)}\n")
            self._needs_header = False
        lines = (line for row in rows for line in self._lines_of(row))
        for is_result, group in groupby(lines, key=itemgetter(0)):
            text = "".join(f"{line.text}\n" for line in group)
            if is_result:
                self._write_results(text)
            else:
                self.print_message(text.removesuffix("\n"))

    def print_message(self, text: str) -> None:
        """Print lines to standard error, after the results before them."""
        self.flush()
        self.progress.erase()
        print_error(text)

    def flush(self) -> None:
        """Bring out what was printed."""
        sys.stdout.flush()

    def _write_results(self, text: str) -> None:
        if self._is_shown:
            self.progress.erase()
        sys.stdout.write(text)

    def _text_lines(self, row: ListRow) -> Iterator[_Line]:
        if row.state is not RowState.FOUND:
            yield self._message(row)
            return
        yield _Line(True, f"{copies.as_text(row.user)}\n")
        if notice := wording.notice(row, self._title):
            yield _Line(False, notice)

    def _json_lines(self, row: ListRow) -> Iterator[_Line]:
        yield _Line(True, list_formats.json_line(row, ascii_only=self._is_ascii))

    def _csv_lines(self, row: ListRow) -> Iterator[_Line]:
        line = list_formats.csv_line(row, self._fields)
        yield _Line(True, printable(line) if self._is_shown else line)

    def _missing_lines(self, row: ListRow) -> Iterator[_Line]:
        if row.state is RowState.MISSING:
            yield _Line(True, printable(row.entry.text))
        elif row.state not in (RowState.FOUND, RowState.SEVERAL):
            yield self._message(row)

    def _message(self, row: ListRow) -> _Line:
        return _Line(False, wording.row_line(row, self._title))
