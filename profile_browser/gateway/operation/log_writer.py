"""Writes lines of JSON on a thread of its own, so that a slow disk or pipe holds up no request."""

from __future__ import annotations

import json
import os
from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from time import time
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    _Line = Callable[[], Mapping[str, object]]

MOST_WAITING = 10_000  # lines; further ones are dropped, and counted
_PAUSE = 0.02  # seconds in which lines are collected for one write
_SECONDS_TO_END = 1.0
_STANDARD_ERROR = 2
_FLAGS = ("O_APPEND", "O_CREAT", "O_WRONLY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC")


class Target(Protocol):
    """Where lines are written."""

    def write(self, content: bytes) -> None:
        """Write all of it. Raises OSError."""
        ...


class StandardError:
    """The process's standard error."""

    def write(self, content: bytes) -> None:
        """Write all of it. Raises OSError."""
        _write_all(_STANDARD_ERROR, content)


class RotatedFile:
    """A file that only its owner can read, and that is opened again after it was moved.

    Raises OSError if it cannot be opened.
    """

    def __init__(self, path: str) -> None:
        self._path = Path(path)
        self._file = self._open()

    def write(self, content: bytes) -> None:
        """Write all of it. Raises OSError."""
        if self._is_moved():
            # Closed last: if opening fails, the number may soon be that of a desk's socket.
            moved, self._file = self._file, self._open()
            os.close(moved)
        _write_all(self._file, content)

    def _is_moved(self) -> bool:
        try:
            return not os.path.samestat(self._path.stat(), os.fstat(self._file))
        except FileNotFoundError:
            return True

    def _open(self) -> int:
        flags = 0
        for name in _FLAGS:
            flags |= getattr(os, name, 0)
        return os.open(self._path, flags, 0o600)


class LineWriter:
    """Collects lines from any thread, and writes those of a moment in one call."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._waiting: deque[_Line] = deque()
        self._dropped = self._unwritten = self._reported = 0
        self._has_lines, self._is_ending = Event(), Event()
        self._thread = Thread(target=self._run, name="gateway-log", daemon=True)
        self._thread.start()

    def add(self, line: _Line) -> None:
        """Write a line soon. The function that returns its values runs on another thread."""
        if len(self._waiting) >= MOST_WAITING:
            self._dropped += 1
            return
        self._waiting.append(line)
        if not self._has_lines.is_set():
            self._has_lines.set()

    def dropped(self) -> int:
        """Return how many lines were dropped: because others waited, or could not be written."""
        return self._dropped + self._unwritten

    def close(self) -> None:
        """Write what waits. Give up after a second, if it cannot be written."""
        self._is_ending.set()
        self._has_lines.set()
        self._thread.join(_SECONDS_TO_END)

    def _run(self) -> None:
        while not self._is_ending.is_set():
            self._has_lines.wait()
            self._is_ending.wait(_PAUSE)
            self._has_lines.clear()
            self._write_waiting()
        self._write_waiting()  # what came during the last write

    def _write_waiting(self) -> None:
        lines = [_encoded(self._waiting.popleft()) for _ in range(len(self._waiting))]
        new, dropped = len(lines), self.dropped()
        if missing := dropped - self._reported:
            lines.append(_encoded(lambda: _about_log("lines_dropped", lines=missing)))
        # Only the metrics can tell that the log cannot be written. Requests go on: this is not the
        # audit log.
        try:
            self._target.write(b"".join(lines))
        except OSError:
            self._unwritten += new
        else:
            self._reported = dropped


def utc_text(moment: float) -> str:
    """Return a time, in seconds since 1970, as the log writes it."""
    text = datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def _encoded(line: _Line) -> bytes:
    """Return a line. All but ASCII is escaped, so that nothing in a value can start a new one."""
    try:
        return f"{json.dumps(line())}\n".encode("ascii")
    except Exception as error:  # noqa: BLE001 - one bad line must not end the log
        lost = _about_log("line_lost", error=type(error).__name__)
        return f"{json.dumps(lost)}\n".encode("ascii")


def _about_log(event: str, **values: object) -> Mapping[str, object]:
    return {"time": utc_text(time()), "level": "warning", "event": event, **values}


def _write_all(file: int, content: bytes) -> None:
    while content:
        content = content[os.write(file, content) :]
