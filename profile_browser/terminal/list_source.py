"""The list that a command looks up: in a file, a pipe or standard input."""

from __future__ import annotations

import errno
import sys
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from threading import Condition, Thread
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
                stream = opened.enter_context(self._open())
                found = ListStream(stream, self._column)
                count = found.count(self._largest)
            except (ListError, OSError) as error:
                raise ConfigurationError(self._explain(error)) from None
            entries = self._bounded(found.entries(self._connection))
            if count is None:
                yield from _batches_as_they_come(entries, opened.pop_all())
            elif count > self._largest:
                raise ConfigurationError(wording.too_long(self._largest))
            else:
                on_count(count)
                yield entries

    def _open(self) -> BinaryIO:
        """Open the list. Standard input gets a reader of its own: no thread shares its lock."""
        if self._file == _STANDARD_INPUT:
            if sys.stdin is None:  # its number may be that of another file by now
                raise OSError(errno.EBADF, wording.INPUT_CLOSED)
            return open(_INPUT_DESCRIPTOR, "rb", closefd=False)
        return Path(self._file).open("rb")

    def _bounded(self, entries: Iterator[Entry]) -> Iterator[Entry]:
        try:
            yield from islice(entries, self._largest)
            if next(entries, None) is not None:
                self.fault = wording.cut_off(self._largest)
        except (ListError, OSError) as error:
            self.fault = self._explain(error)

    def _explain(self, error: ListError | OSError) -> str:
        name = wording.STANDARD_INPUT if self._file == _STANDARD_INPUT else self._file
        if isinstance(error, ListError):
            return wording.list_fault(name, fault_text(error))
        return wording.unreadable(name, error.strerror or "")


def _batches_as_they_come(entries: Iterator[Entry], stream: ExitStack) -> Iterator[list[Entry]]:
    """Yield the entries of a pipe. A thread reads them ahead, and closes the stream at the end.

    The thread ends with the process: nothing else may close a stream that is read.
    """
    buffer = _Buffer()
    Thread(target=buffer.fill, args=(entries, stream), name="list reader", daemon=True).start()
    while batch := buffer.take():
        yield batch


class _Buffer:
    """Entries that were read and not asked for yet."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._entries: list[Entry] = []
        self._is_ended = False
        self._error: Exception | None = None

    def fill(self, entries: Iterator[Entry], stream: ExitStack) -> None:
        """Read all entries of a stream, not more than a batch ahead, and close it."""
        try:
            with stream:
                for entry in entries:
                    self._add(entry)
        except Exception as error:  # noqa: BLE001 - raised where the entries are taken
            self._error = error
        with self._changed:
            self._is_ended = True
            self._changed.notify()

    def _add(self, entry: Entry) -> None:
        with self._changed:
            while len(self._entries) >= _LARGEST_BATCH:
                self._changed.wait()
            self._entries.append(entry)
            self._changed.notify()

    def take(self) -> list[Entry]:
        """Wait for entries, and return them; none at the end. Raises what reading raised."""
        with self._changed:
            while not (self._entries or self._is_ended):
                self._changed.wait()
            batch, self._entries = self._entries, []
            self._changed.notify()
        if not batch and self._error is not None:
            raise self._error
        return batch
