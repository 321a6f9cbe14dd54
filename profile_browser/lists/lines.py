"""The lines of a list, each of a bounded length, however long it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

# Characters. No store has longer ids, and Python's reader of CSV takes hardly longer values.
LONGEST_LINE = 100_000
_ENDS = "\n", "\r"


def lines_of(text: TextIO) -> Iterator[str]:
    """Yield the lines, with their line breaks, of a text opened with ``newline=""``.

    A line that is too long is cut.
    """
    while line := text.readline(LONGEST_LINE + 1):
        if is_cut(line):
            _skip_line(text, line)
        yield line


def is_cut(line: str) -> bool:
    """Return whether a line was too long."""
    return len(line) > LONGEST_LINE


def _skip_line(text: TextIO, beginning: str) -> None:
    rest = beginning
    while rest and not rest.endswith(_ENDS):
        rest = text.readline(LONGEST_LINE)
