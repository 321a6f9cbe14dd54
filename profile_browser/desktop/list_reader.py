"""Reads lists of people on a thread of its own, because a file or its folder may be slow."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from profile_browser.domain.list_input import ListError, PreparedList
from profile_browser.lists.reading import read_file, read_text
from profile_browser.lookups.thread_runner import ThreadRunner

if TYPE_CHECKING:
    from pathlib import Path

    from profile_browser.domain.connection import Connection
    from profile_browser.lists.reading import ListDocument
    from profile_browser.lookups.worker_thread import Report

    Source = Path | str  # a file, or a text that was pasted

_PATIENCE = 1000  # milliseconds that a file on a network may delay the next one


class ListReader(QObject):
    """Answers the latest request."""

    previewed = Signal(object)  # a ListPreview
    prepared = Signal(object)  # a PreparedList, or the ListError because of which there is none

    def __init__(self, largest: int, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = ThreadRunner("list", partial(_ListWorker, largest), self, _PATIENCE)
        self._runner.reported.connect(self.previewed)
        self._runner.replied.connect(self.prepared)
        self._source: Source = ""

    def read(self, source: Source, connection: Connection) -> None:
        """Read a list, and prepare its guessed column for this connection."""
        self._source = source
        self._runner.ask(_Request(source, connection))

    def choose(self, column: int, connection: Connection) -> None:
        """Prepare another column of the same list."""
        self._runner.ask(_Request(self._source, connection, column))

    def forget(self) -> None:
        """Forget the list that was read."""
        self._source = ""
        self._runner.abandon()

    def close(self) -> None:
        """Answer no more. A file that blocks is left to end by itself."""
        self._runner.close()


class _Request(NamedTuple):
    source: Source
    connection: Connection
    column: int | None = None  # the guessed one


class _ListWorker:
    """Keeps the list that was read last."""

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._source: Source | None = None
        self._document: ListDocument | None = None

    def answer(self, request: _Request, report: Report) -> PreparedList | ListError:
        """Report the preview of a list, unless only the column changed, and return its entries."""
        try:
            document = self._read(request.source)
            if request.column is None:
                report(document.preview)
            column = document.preview.column if request.column is None else request.column
            return document.prepare(column, request.connection, self._largest)
        except ListError as error:
            return error

    def close(self) -> None:
        """Do nothing: reading a file cannot be interrupted."""

    def _read(self, source: Source) -> ListDocument:
        if self._document is None or source is not self._source:
            self._document, self._source = None, source
            self._document = read_text(source) if isinstance(source, str) else read_file(source)
        return self._document
