"""The list that a command looks up: in a file, a pipe or standard input."""

from __future__ import annotations

import errno
import sys
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.list_input import ListError
from profile_browser.lists.streaming import ListStream
from profile_browser.messages import terminal_lists as wording
from profile_browser.messages.list_faults import fault_text

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from typing import BinaryIO

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.people_list import Entry

_STANDARD_INPUT, _INPUT_DESCRIPTOR = "-", 0
_LARGEST_BATCH = 4096  # entries that have come before they are asked for


def require_list(file: str) -> None:
    """Raise ConfigurationError if a list cannot be opened. A pipe can be opened only once."""
    try:
        if not Path(file).is_fifo():
            _open(file).close()
    except OSError as error:
        raise ConfigurationError(_explain(file, error)) from None


class ListSource:
    """The entries of a list, at most ``largest``.

    A file is counted first, and refused if it is too long. The rest of a pipe is not read.
    ``fault`` says why the entries ended before the list did.
    """

    def __init__(self, file: str, column: str, connection: Connection, largest: int) -> None:
        self._file, self._column = file, column
        self._connection, self._largest = connection, largest
        self.fault = ""

    def batches(self, on_count: Callable[[int], None]) -> Generator[Iterable[Entry], None, None]:
        """Yield the entries. Those of a pipe come in batches, each as soon as it has come.

        ``on_count`` gets the number of entries of a file. Blocks. Raises ConfigurationError.
        """
        with ExitStack() as opened:
            try:
                stream = opened.enter_context(_open(self._file))
                found = ListStream(stream, self._column)
                count = found.count(self._largest)
            except (ListError, OSError) as error:
                raise ConfigurationError(_explain(self._file, error)) from None
            entries = self._bounded(found.entries(self._connection))
            if count is None:
                yield from _batches_as_they_come(entries, opened.pop_all())
            elif count > self._largest:
                raise ConfigurationError(wording.too_long(self._largest))
            else:
                on_count(count)
                yield entries

    def _bounded(self, entries: Iterator[Entry]) -> Iterator[Entry]:
        try:
            yield from islice(entries, self._largest)
            if next(entries, None) is not None:
                self.fault = wording.cut_off(self._largest)
        except (ListError, OSError) as error:
            self.fault = _explain(self._file, error)


def _open(file: str) -> BinaryIO:
    """Open the list. Standard input gets a reader of its own: no thread shares its lock."""
    if file == _STANDARD_INPUT:
        if sys.stdin is None:  # its number may be that of another file by now
            raise OSError(errno.EBADF, wording.INPUT_CLOSED)
        return open(_INPUT_DESCRIPTOR, "rb", closefd=False)
    return Path(file).open("rb")


def _explain(file: str, error: ListError | OSError) -> str:
    name = wording.STANDARD_INPUT if file == _STANDARD_INPUT else file
    if isinstance(error, ListError):
        return wording.list_fault(name, fault_text(error))
    return wording.unreadable(name, error.strerror or "")


def _batches_as_they_come(entries: Iterator[Entry], stream: ExitStack) -> Iterator[list[Entry]]:
    """Yield the entries of a pipe. A thread reads them ahead, and closes the stream at the end.

    The thread ends with the process: nothing else may close a stream that is read.
    """
    ahead = _ReadAhead()
    Thread(target=ahead.fill, args=(entries, stream), name="list reader", daemon=True).start()
    return ahead.batches()


class _ReadAhead:
    """Entries that were read and not asked for yet."""

    def __init__(self) -> None:
        self._queue: Queue[Entry | None] = Queue(_LARGEST_BATCH)  # None is the end
        self._error: Exception | None = None

    def fill(self, entries: Iterator[Entry], stream: ExitStack) -> None:
        """Read all entries of a stream, not more than a batch ahead, and close it."""
        try:
            with stream:
                for entry in entries:
                    self._queue.put(entry)
        except Exception as error:  # noqa: BLE001 - raised where the entries are taken
            self._error = error
        self._queue.put(None)

    def batches(self) -> Iterator[list[Entry]]:
        """Yield what has been read, as soon as there is any. Raises what reading raised."""
        batch: list[Entry] = []
        while (entry := self._queue.get()) is not None:
            batch.append(entry)
            if len(batch) == _LARGEST_BATCH or self._queue.empty():
                yield batch
                batch = []
        if batch:
            yield batch
        if self._error is not None:
            raise self._error
