"""Reads a list of any length from a stream, in constant memory."""

from __future__ import annotations

import io
import re
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from profile_browser.domain.list_input import ListError, ListFault
from profile_browser.lists.columns import is_heading, places_of
from profile_browser.lists.encodings import detect_encoding
from profile_browser.lists.entries import entry_maker
from profile_browser.lists.files import reason_of
from profile_browser.lists.layouts import beginning_of, guess_layout, read_records
from profile_browser.lists.reading import preview_of, value_of
from profile_browser.lists.records import Broken
from profile_browser.lists.tables import DELIMITERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.people_list import Entry
    from profile_browser.lists.encodings import Encoding

_CHUNK = 65_536  # bytes
_DELIMITER = re.compile(f"[{DELIMITERS}]".encode())
_LINES_OF_TABLE = 20  # from which its layout is guessed


class ListStream:
    """A list in a stream. ``preview`` says what was guessed from its beginning."""

    def __init__(self, stream: BinaryIO, column: str = "") -> None:
        """Read the beginning. ``column`` is the name of a column; empty for the guessed one.

        Blocks until the stream has a line, or several lines of a table. Raises ListError.
        """
        with _failures_named():
            self._source = source = _Source(stream)
            is_whole = source.can_rewind or source.has_ended
            self._encoding = detect_encoding(source.chunks(), is_whole=is_whole)
            source.rewind()
        text = self._encoding.decode(source.beginning)
        beginning = beginning_of(text, is_whole=source.has_ended)
        if source.has_ended and not beginning.strip():
            raise ListError(ListFault.EMPTY)
        self._layout = guess_layout(beginning)
        self.preview = preview_of(beginning, self._layout, "", self._encoding.label)
        self._column = self._place_of(column) if column else self.preview.column

    def count(self, most: int) -> int | None:
        """Count the entries, repeated ones too, up to one more than ``most``.

        Returns None for a stream that can be read only once, such as a pipe. Raises ListError.
        """
        if not self._source.can_rewind:
            return None
        with _failures_named():
            filled = (isinstance(value, Broken) or value.strip() for value in self._values())
            count = sum(1 for _ in islice(filter(None, filled), most + 1))
            self._source.rewind()
        return count

    def entries(self, connection: Connection) -> Iterator[Entry]:
        """Yield all entries, repeated ones too. Raises ListError."""
        make = entry_maker(connection, is_clean=self._layout.is_own)
        with _failures_named():
            for value in self._values():
                entry = make(value)
                if entry.text:
                    yield entry

    def _values(self) -> Iterator[str | Broken]:
        text = self._source.as_text(self._encoding)
        return (value_of(record, self._column) for record in read_records(text, self._layout))

    def _place_of(self, column: str) -> int:
        columns = self.preview.columns
        places = places_of(column, columns)
        if not places:
            raise ListError(ListFault.NO_SUCH_COLUMN, column, *columns)
        if len(places) > 1:
            raise ListError(ListFault.SEVERAL_COLUMNS, column, *(columns[at] for at in places))
        return places[0]


def stream_entries(stream: BinaryIO, column: str, connection: Connection) -> Iterator[Entry]:
    """Yield the entries of a column, or of the guessed one if the name is empty."""
    return ListStream(stream, column).entries(connection)


class _Source:
    """A stream whose beginning is kept. It is never closed here."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        # What a slow pipe has by now, without waiting for more.
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self.can_rewind = stream.seekable()
        self.has_ended = False
        self.beginning = self._read_beginning()
        self._after = stream.tell() if self.can_rewind else 0

    def rewind(self) -> None:
        """Go back to the end of the beginning, if the stream can."""
        if self.can_rewind:
            self._stream.seek(self._after)

    def chunks(self) -> Iterator[bytes]:
        """Yield the beginning, and the rest if it can be read again."""
        yield self.beginning
        if self.can_rewind:
            yield from iter(partial(self._read, _CHUNK), b"")

    def as_text(self, encoding: Encoding) -> TextIO:
        """Return the text of the whole stream."""
        whole = io.BufferedReader(_Joined(self.beginning, self._read), _CHUNK)
        return io.TextIOWrapper(whole, encoding.codec, encoding.errors, newline="")

    def _read_beginning(self) -> bytes:
        """Return a large piece, but only what is needed of a stream that may be slow."""
        read = b""
        while len(read) < _CHUNK and (self.can_rewind or not _is_enough(read)):
            chunk = self._read(_CHUNK)
            if not chunk:
                self.has_ended = True
                break
            read += chunk
        return read


def _is_enough(beginning: bytes) -> bool:
    """Return whether the layout can be guessed. Names are read as they come, but not a table."""
    first, *others = beginning.lstrip().split(b"\n")
    if _DELIMITER.search(first):
        return len(others) >= _LINES_OF_TABLE
    return len(others) > is_heading(first.decode("latin-1"), ())


class _Joined(io.RawIOBase):
    """The beginning of a stream, and then what is read of it."""

    def __init__(self, beginning: bytes, read: Callable[[int], bytes]) -> None:
        super().__init__()
        self._held, self._read_more = beginning, read

    def readable(self) -> bool:
        """Return that this can be read."""
        return True

    def readinto(self, target: memoryview) -> int:  # type: ignore[override]  # io passes this alone
        """Fill a buffer with what is there, and return how much that is."""
        content = self._held or self._read_more(len(target))
        count = min(len(content), len(target))
        target[:count], self._held = content[:count], content[count:]
        return count


@contextmanager
def _failures_named() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ListError(ListFault.NOT_READABLE, reason_of(error)) from None
