"""Reads a list of any length from a stream, in constant memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.list_input import ListPreview
    from profile_browser.domain.people_list import Entry


class ListStream:
    """A list in a stream. ``preview`` says what was guessed from its beginning."""

    def __init__(self, stream: BinaryIO, column: str = "") -> None:
        """Read the beginning. ``column`` is the name of a column; empty for the guessed one.

        Blocks until the stream has one. Raises ListError.
        """
        self.preview: ListPreview
        raise NotImplementedError

    def count(self, most: int) -> int | None:
        """Count the entries, repeated ones too, up to one more than ``most``.

        Returns None for a stream that can be read only once, such as a pipe. Call it before
        ``entries``. Raises ListError.
        """
        raise NotImplementedError

    def entries(self, connection: Connection) -> Iterator[Entry]:
        """Yield all entries, repeated ones too. Raises ListError."""
        raise NotImplementedError


def stream_entries(stream: BinaryIO, column: str, connection: Connection) -> Iterator[Entry]:
    """Yield the entries of a column, or of the guessed one if the name is empty."""
    return ListStream(stream, column).entries(connection)
