"""The log: a rotating file in the user's state folder, created lazily.

It contains exception types and lines of code, but never an exception's text, which may contain a
document id, a username or a field of a record. Logging is best effort: a failure breaks nothing.
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
LARGEST_FILE = 1_000_000  # bytes; at most three files are kept
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

_ExcInfo = tuple[type[BaseException], BaseException, "TracebackType | None"]
_NoExcInfo = tuple[None, None, None]


class RedactingFormatter(logging.Formatter):
    """Formats exceptions with their traceback and type, but with their text redacted."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a record's line. A traceback cached by another formatter is not used."""
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: _ExcInfo | _NoExcInfo) -> str:
        """Return the traceback without the exceptions' text."""
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
    """Opens the file lazily, at the first record, so that the program starts faster.

    If the folder is not writable, the program runs without a log.
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
            self._open().emit(record)
        except (OSError, RuntimeError):  # RuntimeError if there is no home folder
            # Keep the handler: without one, logging would write to standard error.
            self._is_usable = False

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            with contextlib.suppress(OSError):  # unflushed data on a full disk
                self._file.close()
        super().close()

    def _open(self) -> RotatingFileHandler:
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
            self._file.rotator = _rotate
            self._file.setFormatter(RedactingFormatter(_FORMAT))
        return self._file


def start_log(folder: Callable[[], Path] | None = None) -> None:
    """Send the program's records to the log file, by default in the state folder."""
    logger = logging.getLogger("profile_browser")
    if not any(isinstance(handler, LogFile) for handler in logger.handlers):
        logger.addHandler(LogFile(folder or state_folder))
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logging.raiseExceptions = False  # do not write to standard error on a full disk


def log_file() -> Path:
    """Return the path of the log file, which may not exist yet."""
    return state_folder() / FILE_NAME


def _rotate(source: str, target: str) -> None:
    """Rotate the file. On Windows, if another window has it open, keep writing to it instead."""
    with contextlib.suppress(PermissionError):
        Path(source).replace(target)
