"""Records crashes, so that the next process can report them.

Each process has its own trace file in ``crashes/``. faulthandler writes to it when the process
crashes, and a clean exit deletes it. The process holds a lock beside it while it runs.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import signal
from contextlib import suppress
from pathlib import Path
from time import gmtime, strftime
from typing import IO, TYPE_CHECKING, NamedTuple

from profile_browser.records.state_folder import state_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from filelock import BaseFileLock

REPORTS_KEPT = 3
LONGEST_REPORT = 20_000  # characters
_RUNNING, _LOCK, _REPORT = ".running", ".lock", ".txt"
_FATAL = ("Fatal Python error", "Windows fatal exception")
# Requested terminations. faulthandler leaves a stack without an error for them, which tells them
# apart from a killed process.
_TERMINATION_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")

_log = logging.getLogger(__name__)


class CrashReport(NamedTuple):
    """The local time of a crash and its stack trace, which may be empty."""

    ended: datetime
    text: str


class CrashRecorder:
    """Records a crash of this process, and collects the reports of earlier ones."""

    def __init__(self, folder: Callable[[], Path] | None = None) -> None:
        self._find_folder = folder or _crash_folder
        self._trace: Path | None = None
        self._file: IO[str] | None = None
        self._lock: BaseFileLock | None = None

    def start(self) -> None:
        """Record a crash from now on (best effort: needs a writable folder)."""
        if self._file is None:
            try:
                self._start()
            except (OSError, RuntimeError, NotImplementedError) as error:
                _log.warning("Crashes cannot be recorded: %s", type(error).__name__)

    def stop(self) -> None:
        """Delete the trace file: this process exits cleanly."""
        if self._file is None or self._trace is None:
            return
        faulthandler.disable()
        for number in _handled_signals():
            faulthandler.unregister(number)
        self._file.close()
        self._file = None
        with suppress(OSError):
            self._trace.unlink(missing_ok=True)
        _release(self._lock)

    def collect_reports(self) -> bool:
        """Return whether an earlier process crashed. Each crash is reported to one process only."""
        try:
            left = [
                path for path in sorted(self._folder.glob(f"*{_RUNNING}")) if path != self._trace
            ]
            crashed = [path for path in left if _collect(path)]
            for report in self._reports()[:-REPORTS_KEPT]:
                report.unlink(missing_ok=True)
        except (OSError, RuntimeError, NotImplementedError) as error:
            _log.warning("Earlier crashes could not be collected: %s", type(error).__name__)
            return False
        return bool(crashed)

    def last_report(self) -> CrashReport | None:
        """Return the latest crash report."""
        from datetime import datetime

        try:
            report = self._reports()[-1]
            text = report.read_text("utf-8", errors="replace")[:LONGEST_REPORT]
            return CrashReport(datetime.fromtimestamp(report.stat().st_mtime).astimezone(), text)
        except (IndexError, OSError, RuntimeError):
            return None

    @property
    def _folder(self) -> Path:
        return self._find_folder()

    def _reports(self) -> list[Path]:
        return sorted(self._folder.glob(f"*{_REPORT}"))

    def _start(self) -> None:
        folder = self._folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        own = folder / f"{strftime('%Y%m%d-%H%M%S', gmtime())}-{os.getpid()}{_RUNNING}"
        self._lock = _acquire_lock(own)
        self._trace, self._file = own, own.open("w", encoding="utf-8")
        faulthandler.enable(self._file)
        for number in _handled_signals():
            faulthandler.register(number, self._file, all_threads=False, chain=True)


def _crash_folder() -> Path:
    return state_folder() / "crashes"


def _handled_signals() -> list[signal.Signals]:
    """Return the termination signals that this process does not ignore."""
    if not hasattr(faulthandler, "register"):
        return []  # Windows has no such signals
    signals = [signal.Signals[name] for name in _TERMINATION_SIGNALS]
    return [number for number in signals if signal.getsignal(number) is not signal.SIG_IGN]


def _acquire_lock(path: Path) -> BaseFileLock:
    """Acquire the lock of a trace file. Raises filelock.Timeout if its process still runs."""
    from filelock import FileLock

    lock = FileLock(path.with_suffix(_LOCK))
    lock.acquire(blocking=False)
    return lock


def _release(lock: BaseFileLock | None) -> None:
    if lock is not None:
        lock.release()
        with suppress(OSError):
            Path(lock.lock_file).unlink()


def _collect(path: Path) -> bool:
    """Turn the trace file of an ended process into a report. Return whether it crashed."""
    from filelock import Timeout

    try:
        lock = _acquire_lock(path)
    except Timeout:
        return False  # the process still runs
    try:
        return _keep_report(path)
    except FileNotFoundError:
        return False  # another process was faster
    finally:
        _release(lock)


def _keep_report(path: Path) -> bool:
    text = path.read_text("utf-8", errors="replace")
    if text and not any(sign in text for sign in _FATAL):
        path.unlink()
        return False
    path.replace(path.with_suffix(_REPORT))
    return True
