"""A lock that a process holds for as long as it runs.

It is taken before the first lookup, and to import the package filelock would take 13 ms then. That
package is for locks that somebody waits for.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:  # as Windows says it
            raise BlockingIOError(*error.args) from None

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FileLock:
    """The lock on a file, which is made for it. It ends with the process, however that ends."""

    def __init__(self, path: Path) -> None:
        """Lock the file. Raises BlockingIOError if another one holds it, and other OSErrors."""
        self._path, self._file = path, path.open("wb")
        try:
            _lock(self._file.fileno())
        except OSError:
            self._file.close()
            raise

    def remove(self) -> None:
        """End the lock, and delete its file."""
        self._file.close()
        with suppress(OSError):
            self._path.unlink()
