"""The log: a rotating file in the person's state folder, made when there is something to say.

It names exception types and lines of code, never the text of an exception: that may hold a
document id, a username or a field of a record. Where it cannot be written, nothing else breaks.
"""

from __future__ import annotations

import contextlib
import logging
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from profile_browser.records.state_folder import state_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from logging.handlers import RotatingFileHandler
    from types import TracebackType

FILE_NAME = "profile-browser.log"
LARGEST_FILE = 1_000_000  # bytes, of which there are at most three
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

_ExcInfo = tuple[type[BaseException], BaseException, "TracebackType | None"]
_NoExcInfo = tuple[None, None, None]


class RedactingFormatter(logging.Formatter):
    """Writes where an exception came from and of which type it is, but not what it says."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a record's line; what another formatter has made of its exception is not used."""
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: _ExcInfo | _NoExcInfo) -> str:
        """Return the traceback without the exceptions' own text."""
        _, error, trace = ei
        if error is None:
            return ""
        frames = "".join(traceback.format_tb(trace))
        cause = error.__cause__ or error.__context__
        ending = f"{frames}{type(error).__name__}"
        if cause is None:
            return ending
        earlier = self.formatException((type(cause), cause, cause.__traceback__))
        return f"{earlier}\nand then\n{ending}"


class LogFile(logging.Handler):
    """Opens the file at the first record, so that the program starts sooner.

    Where the folder cannot be written to, the program goes on without a log.
    """

    def __init__(self, folder: Callable[[], Path]) -> None:
        super().__init__()
        self._folder = folder
        self._file: RotatingFileHandler | None = None
        self._is_usable = True

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record to the file."""
        if not self._is_usable:
            return
        try:
            self._opened().emit(record)
        except (OSError, RuntimeError):  # the latter where nobody knows of a home folder
            # The handler stays: without any, logging would write to standard error instead.
            self._is_usable = False

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            with contextlib.suppress(OSError):  # what a full disk did not take
                self._file.close()
        super().close()

    def _opened(self) -> RotatingFileHandler:
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            folder = self._folder()
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = RotatingFileHandler(
                folder / FILE_NAME,
                maxBytes=LARGEST_FILE,
                backupCount=2,
                encoding="utf-8",
                errors="backslashreplace",
            )
            self._file.rotator = _set_aside
            self._file.setFormatter(RedactingFormatter(_FORMAT))
        return self._file


def start_log(folder: Callable[[], Path] | None = None) -> None:
    """Send the program's own records to the log file, in the state folder unless told otherwise."""
    logger = logging.getLogger("profile_browser")
    if not any(isinstance(handler, LogFile) for handler in logger.handlers):
        logger.addHandler(LogFile(folder or state_folder))
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logging.raiseExceptions = False  # a full disk is no reason to write to standard error


def log_file() -> Path:
    """Return where the log is, once there is something in it."""
    return state_folder() / FILE_NAME


def _set_aside(source: str, target: str) -> None:
    """Begin a new file. On Windows another window may hold the old one: it is then written on."""
    with contextlib.suppress(PermissionError):
        Path(source).replace(target)
