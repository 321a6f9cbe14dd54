"""Reads the audit log as a stream: one line in memory at a time, however large a file is."""

from __future__ import annotations

import json
import math
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Never

FILE_PATTERN = "reads-*.jsonl"
LONGEST_LINE = 1_000_000  # bytes; far longer than any entry
_YEARS = range(2000, 3000)  # every system can convert them to local time
_TEXTS = ("time", "os_user", "connection", "connection_key", "action", "outcome", "user")


class Entry(NamedTuple):
    """An entry of the audit log: its time, with a time zone, and all of its values."""

    time: datetime
    values: Mapping[str, object]

    def text(self, name: str) -> str:
        """Return a value as text; empty if there is none."""
        return str(self.values.get(name, ""))


class AuditReader:
    """Reads files of the audit log, and counts the lines that are not entries."""

    def __init__(self) -> None:
        self.entries = self.skipped = 0
        self.first_skipped = ("", 0)  # the file and the number of the line

    def read(self, file: str) -> Iterator[Entry]:
        """Yield the entries of a file. Raises OSError."""
        with Path(file).open("rb") as content:
            for number, line in enumerate(_lines(content), start=1):
                entry = _entry(line)
                if entry is not None:
                    self.entries += 1
                    yield entry
                elif line.strip():
                    self._skip(file, number)

    def _skip(self, file: str, number: int) -> None:
        if not self.skipped:
            self.first_skipped = (file, number)
        self.skipped += 1


def _lines(content: BinaryIO) -> Iterator[bytes]:
    """Yield each line, or the beginning of one that is too long for an entry."""
    while line := content.readline(LONGEST_LINE):
        rest = line
        while len(rest) == LONGEST_LINE and not rest.endswith(b"\n"):
            rest = content.readline(LONGEST_LINE)
        yield line


def _entry(line: bytes) -> Entry | None:
    try:
        values = _DECODER.decode(line.decode())
        if not isinstance(values, dict) or not all(isinstance(values.get(k), str) for k in _TEXTS):
            return None
        time = datetime.fromisoformat(values["time"])
    except (ValueError, RecursionError):
        return None
    return Entry(time, values) if time.tzinfo and time.year in _YEARS else None


def _refuse(text: str) -> Never:
    raise ValueError(text)


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refuse(text)


# Infinity is not JSON, so an entry that holds it could not be printed as JSON.
_DECODER = json.JSONDecoder(parse_constant=_refuse, parse_float=_finite)
