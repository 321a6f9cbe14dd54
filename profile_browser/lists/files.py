"""Opens a list without waiting for anything, and reads no more of it than a window can hold."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

from profile_browser.domain.list_input import ListError, ListFault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A pipe that nobody writes to would be waited for. Windows has no such flag, and no such pipes.
_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_BINARY = getattr(os, "O_BINARY", 0)


def read_bounded(path: Path, largest: int) -> bytes:
    """Return what a regular file contains, at most this many bytes. Raises ListError."""
    with _unreadable_files_refused():
        _refuse(path.stat(), largest)
        handle = os.open(path, os.O_RDONLY | _WITHOUT_WAITING | _BINARY)
        with os.fdopen(handle, "rb") as file:
            before = os.fstat(handle)
            _refuse(before, largest)
            content = file.read(largest + 1)
            if len(content) > largest:  # the system does not know the size, as in /proc
                raise ListError(ListFault.TOO_LARGE, largest)
            if _has_changed(before, os.fstat(handle)):
                raise ListError(ListFault.CHANGED)
    return content


def reason_of(error: OSError) -> str:
    """Return the operating system's own words for what went wrong."""
    return error.strerror or type(error).__name__


@contextmanager
def _unreadable_files_refused() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ListError(ListFault.NOT_READABLE, reason_of(error)) from None
    except ValueError:  # a NUL character in the path
        raise ListError(ListFault.NOT_A_FILE) from None


def _refuse(state: os.stat_result, largest: int) -> None:
    if not stat.S_ISREG(state.st_mode):
        raise ListError(ListFault.NOT_A_FILE)
    if state.st_size > largest:
        raise ListError(ListFault.TOO_LARGE, largest)


def _has_changed(before: os.stat_result, after: os.stat_result) -> bool:
    """Return whether a file was written to between these states."""
    return (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)
