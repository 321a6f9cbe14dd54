"""What is left of a process that ended hard, told to the next one that starts.

Each process has a file of its own in ``crashes/``, into which faulthandler writes while the process
dies, and which a clean end takes away. The lock beside it is held as long as the process lives.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import signal
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from profile_browser.records.state_folder import state_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from filelock import BaseFileLock

REPORTS_KEPT = 3
LONGEST_REPORT = 20_000  # characters
_RUNNING, _LOCK, _REPORT = ".running", ".lock", ".txt"
_FATAL = ("Fatal Python error", "Windows fatal exception")
# Ends that somebody asked for. Where they are registered, a file that holds a place in the code
# and no error is left of them, which tells them from being killed.
_TERMINATION_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")

_log = logging.getLogger(__name__)


class CrashReport(NamedTuple):
    """When a process ended hard, in local time, and where it then was; the latter may be empty."""

    ended: datetime
    text: str


class CrashRecorder:
    """The trace of this process, should it end hard, and the traces of those before it."""

    def __init__(self, folder: Callable[[], Path] | None = None) -> None:
        self._find_folder = folder or _crash_folder
        self._trace: Path | None = None
        self._file: IO[str] | None = None
        self._lock: BaseFileLock | None = None

    def start(self) -> None:
        """Have this process leave a trace from now on; without a place for it, it leaves none."""
        if self._file is None:
            try:
                self._start()
            except (OSError, RuntimeError, NotImplementedError) as error:
                _log.warning("A crash would leave no trace: %s", type(error).__name__)

    def stop(self) -> None:
        """Take the trace away: this process ends as it should."""
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
        """Tell whether an earlier process ended hard; of each end only one process hears."""
        try:
            left = [
                path for path in sorted(self._folder.glob(f"*{_RUNNING}")) if path != self._trace
            ]
            told = [path for path in left if _collect(path)]
            for report in self._reports()[:-REPORTS_KEPT]:
                report.unlink(missing_ok=True)
        except (OSError, RuntimeError, NotImplementedError) as error:
            _log.warning("Earlier crashes could not be looked for: %s", type(error).__name__)
            return False
        return bool(told)

    def last_report(self) -> CrashReport | None:
        """Return the latest trace that was taken."""
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
        own = folder / f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{os.getpid()}{_RUNNING}"
        self._lock = _acquire_lock(own)
        self._trace, self._file = own, own.open("w", encoding="utf-8")
        faulthandler.enable(self._file)
        for number in _handled_signals():
            faulthandler.register(number, self._file, all_threads=False, chain=True)


def _crash_folder() -> Path:
    return state_folder() / "crashes"


def _handled_signals() -> list[signal.Signals]:
    """Return the signals that tell this process to end, without those it was told to ignore."""
    if not hasattr(faulthandler, "register"):
        return []  # Windows has no such signals
    signals = [signal.Signals[name] for name in _TERMINATION_SIGNALS]
    return [number for number in signals if signal.getsignal(number) is not signal.SIG_IGN]


def _acquire_lock(path: Path) -> BaseFileLock:
    """Return the lock of a trace, held; raises filelock.Timeout where another process has it."""
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
    """Put the trace of a process that is no more among the reports; False where it is none."""
    from filelock import Timeout

    try:
        lock = _acquire_lock(path)
    except Timeout:
        return False  # the process lives
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
