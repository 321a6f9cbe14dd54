"""Reads a list of people from a pasted text or a file, as far as a window can hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.list_input import ListPreview, PreparedList


class ListDocument:
    """A list that was read: its preview, and its entries by any of its columns."""

    def __init__(self, preview: ListPreview) -> None:
        self.preview = preview

    def prepare(self, column: int, connection: Connection, largest: int) -> PreparedList:
        """Return the distinct entries of a column. May take a second for 100,000.

        Raises ListError if there are more distinct entries than ``largest``, or none.
        """
        raise NotImplementedError


def read_text(text: str) -> ListDocument:
    """Return a pasted list. Raises ListError."""
    raise NotImplementedError


def read_file(path: Path) -> ListDocument:
    """Return the list in a file. Blocks. Raises ListError."""
    raise NotImplementedError
