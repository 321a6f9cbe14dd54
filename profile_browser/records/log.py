"""The log: a rotating file in the person's state folder, made when there is something to say.

It names exception types and lines of code, never the text of an exception: that may hold a
document id, a username or a field of a record.
"""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

FILE_NAME = "profile-browser.log"
LARGEST_FILE = 1_000_000  # bytes, of which there are at most three
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

_ExcInfo = tuple[type[BaseException], BaseException, "TracebackType | None"]
_NoExcInfo = tuple[None, None, None]


class RedactingFormatter(logging.Formatter):
    """Writes where an exception came from and of which type it is, but not what it says."""

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
    """Opens the file at the first record: most runs have nothing to say, and start sooner.

    Where the folder cannot be written to, the program goes on without a log.
    """

    def __init__(self, folder: Callable[[], Path]) -> None:
        super().__init__()
        self._folder = folder
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record to the file."""
        try:
            self._opened().emit(record)
        except OSError:
            logging.getLogger("profile_browser").removeHandler(self)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
        super().close()

    def _opened(self) -> logging.Handler:
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
            self._file.setFormatter(RedactingFormatter(_FORMAT))
        return self._file


def start_log(folder: Callable[[], Path] | None = None) -> None:
    """Send the program's own records to the log file, in the state folder unless told otherwise."""
    logger = logging.getLogger("profile_browser")
    if not any(isinstance(handler, LogFile) for handler in logger.handlers):
        logger.addHandler(LogFile(folder or _state_folder))
    logger.setLevel(logging.INFO)
    logger.propagate = False


def _state_folder() -> Path:
    from platformdirs import user_state_path

    return user_state_path("profile-browser", appauthor=False)
