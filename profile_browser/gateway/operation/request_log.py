"""The gateway's log: a line of JSON for each request, and for what the server reports.

It contains no token, no path, no header and no username. People appear as keyed hashes.
"""

from __future__ import annotations

import logging
import os
from time import time
from typing import TYPE_CHECKING, NamedTuple

from profile_browser.gateway.operation.log_writer import (
    LineWriter,
    RotatedFile,
    StandardError,
    utc_text,
)
from profile_browser.records.log import RedactingFormatter
from profile_browser.records.pseudonym import keyed_hash

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.gateway.operation.log_writer import Target

_DIGITS = 12  # of a person's hash, as in the table of `profile-browser audit`
ANSWERED = "answered"  # the outcome of a request that concerns nobody
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
_WARNING = 500  # status
_OUR_LOGGERS = ("profile_browser", "uvicorn")
_WARNINGS = "py.warnings"
_MILLISECONDS = 1000


class RequestRecord(NamedTuple):
    """What is known of a request at its end.

    ``route`` is a template such as ``/users/{username}``; empty if there is none. ``outcome`` is
    ``found``, ``listed``, ``missing``, ``answered``, or the reason of a problem. ``person`` is what
    was asked for: it must be hashed before it is written. ``cause`` is a problem's details for an
    administrator.
    """

    request_id: str
    method: str
    route: str
    status: int
    outcome: str
    seconds: float
    who: str
    desk: str
    person: str
    cause: str = ""


class JsonRequestLog:
    """Writes a line for each request.

    ``keys`` are the settings that may hold a key for the hashes of people: the first that is not
    empty is used. Without one, the key is random, and hashes can only be compared within one run.
    """

    def __init__(self, writer: LineWriter, keys: Mapping[str, str]) -> None:
        self._writer = writer
        name, key = next(((name, key) for name, key in keys.items() if key), ("random", ""))
        self._key = key.encode() or os.urandom(32)
        values = {"level": "info", "event": "log_started", "person_key": name}
        moment = time()
        writer.add(lambda: {"time": utc_text(moment), **values})

    def write(self, record: RequestRecord) -> None:
        """Write the line of a request that ended. It does not block."""
        moment = time()
        self._writer.add(lambda: self._line(moment, record))

    def _line(self, moment: float, record: RequestRecord) -> dict[str, object]:
        line: dict[str, object] = {
            "time": utc_text(moment),
            "level": "warning" if record.status >= _WARNING else "info",
            "event": "request",
            "request_id": record.request_id,
            "who": record.who,
            "desk": record.desk,
            "method": record.method if record.method in _METHODS else "other",
            "route": record.route,
            "status": record.status,
            "outcome": record.outcome,
            "milliseconds": round(record.seconds * _MILLISECONDS, 1),
        }
        if record.person:
            line["person"] = keyed_hash(self._key, record.person)[:_DIGITS]
        if record.cause:
            line["cause"] = record.cause
        return line


class JsonLogHandler(logging.Handler):
    """Writes records of the program, the server and the libraries in the same format.

    Libraries may put a username into a message or an exception. So only the first line of their
    messages is written, before its values are filled in, and an exception without its text.
    """

    def __init__(self, writer: LineWriter) -> None:
        super().__init__()
        self._writer = writer
        self._formatter = RedactingFormatter()

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record. It does not block."""
        values = {
            "time": utc_text(record.created),
            "level": record.levelname.lower(),
            "event": "log",
            "logger": record.name,
            "message": _message(record),
        }
        if record.exc_info:
            values["trace"] = self._formatter.formatException(record.exc_info)
        self._writer.add(lambda: values)


def open_log(path: str = "") -> LineWriter:
    """Return the writer of a log file, or of standard error. Raises OSError.

    From now on, all records of ``logging`` are written there.
    """
    target: Target = RotatedFile(path) if path else StandardError()
    writer = LineWriter(target)
    root, program = logging.getLogger(), logging.getLogger("profile_browser")
    for logger in (root, program):
        for other in logger.handlers[:]:
            logger.removeHandler(other)
            other.close()
    root.addHandler(JsonLogHandler(writer))
    program.propagate = True
    logging.captureWarnings(capture=True)
    return writer


def _message(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] in _OUR_LOGGERS:
        return record.getMessage()
    if record.name == _WARNINGS:
        return ": ".join(record.getMessage().split(": ", 2)[:2])  # the file, the line and the class
    return str(record.msg).partition("\n")[0]
