"""The audit log: a JSON line for each person asked for or shown, in the configured folder.

Lines are always complete: all lines of an answer are written in one call, under a lock shared by
all programs that use the folder. If a full disk or a power loss left half a line, the next write
starts a new line.
"""

from __future__ import annotations

import errno
import json
import math
import os
import shutil
import stat
import sys
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from profile_browser.domain.audit import NotRecordedError
from profile_browser.messages import audit as wording
from profile_browser.records.pseudonym import keyed_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from profile_browser.domain.audit import Read
    from profile_browser.domain.audit_rules import AuditRules
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.gateway_api import Caller

LOCK_NAME = "reads.lock"
LOCK_TIMEOUT = 5.0  # seconds
_POLL = 0.01  # seconds between attempts to acquire the lock
# Bytes on the disk: more than an answer's entries usually need. If they need more, as those of a
# large part of a list with a long reason may, the write fails, and the answer is not shown.
LEAST_FREE = 1_000_000
_READ_WRITE, _OWNER = 0o666, 0o600
# Do not follow a planted symbolic link, and do not block on a named pipe.
_FLAGS = ("O_APPEND", "O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")

_thread_lock = Lock()  # for the threads of this process; filelock is for other processes


class EntryFile(Protocol):
    """Where entries are kept. Any thread may append to it."""

    def prepare(self, now: datetime) -> None:
        """Check that entries can be appended now. Raises NotRecordedError."""
        ...

    def append(self, now: datetime, lines: bytes) -> None:
        """Append complete lines, all or none. Raises NotRecordedError."""
        ...


class AuditFile:
    """The file of each month. Only the folder's permissions protect it from being deleted."""

    def __init__(self, rules: AuditRules) -> None:
        self._rules, self._folder = rules, Path(rules.folder)

    def prepare(self, now: datetime) -> None:
        """Check that entries can be appended now. Raises NotRecordedError."""
        with _errors_as_not_recorded(), self._locked_folder() as mode:
            self._require_space(now, mode)

    def look(self, now: datetime) -> None:
        """Check the same without waiting for the lock. Raises NotRecordedError."""
        with _errors_as_not_recorded():
            self._require_space(now, self._mode())

    def append(self, now: datetime, lines: bytes) -> None:
        """Append complete lines and sync them, all or none. Raises NotRecordedError."""
        with (
            _errors_as_not_recorded(),
            self._locked_folder() as mode,
            self._open(now, mode) as file,
        ):
            _append(file, lines)

    def try_out(self, now: datetime) -> None:
        """Append empty lines and remove them, which finds a quota too. Raises NotRecordedError."""
        with (
            _errors_as_not_recorded(),
            self._locked_folder() as mode,
            self._open(now, mode) as file,
        ):
            before = os.fstat(file).st_size
            _append(file, b"\n" * LEAST_FREE)
            os.ftruncate(file, before)

    @contextmanager
    def _locked_folder(self) -> Iterator[int]:
        """Let one writer at a time in, and yield the mode of files."""
        mode = self._mode()
        with _locked(self._folder, mode):
            yield mode

    def _mode(self) -> int:
        if not self._rules.is_usable:
            raise NotRecordedError(wording.NOT_SET_UP)
        return _mode_of(self._folder) & _READ_WRITE | _OWNER

    def _require_space(self, now: datetime, mode: int) -> None:
        with self._open(now, mode) as file:
            if shutil.disk_usage(self._folder).free < LEAST_FREE:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            if os.fstat(file).st_size + LEAST_FREE > _largest_file():
                raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))

    @contextmanager
    def _open(self, now: datetime, mode: int) -> Iterator[int]:
        file = _open(self._folder / file_name(now), mode)
        try:
            yield file
        finally:
            os.close(file)


class AuditLog:
    """Writes the audit log. With a caller, its entries also say who asked a gateway."""

    def __init__(
        self,
        rules: AuditRules,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        caller: Caller | None = None,
        file: EntryFile | None = None,
    ) -> None:
        self._rules, self._now = rules, now
        self._caller = {} if caller is None else caller._asdict()
        self._file = file or AuditFile(rules)

    @property
    def folder(self) -> str:
        """Where the audit log is kept; empty if not configured."""
        return self._rules.folder

    def prepare(self) -> None:
        """Check that this month's file can be appended to. Raises NotRecordedError."""
        self._file.prepare(self._now())

    def write(self, connection: Connection, reads: Sequence[Read]) -> None:
        """Write the entries of one answer, all or none. Raises NotRecordedError."""
        now = self._now()
        shared = self._shared_values(now, connection)
        lines = "".join(f"{json.dumps({**shared, **self._values(read)})}\n" for read in reads)
        self._file.append(now, lines.encode("ascii"))

    def _shared_values(self, now: datetime, connection: Connection) -> dict[str, object]:
        moment = now.astimezone(UTC).isoformat(timespec="milliseconds")
        return {
            "time": moment.replace("+00:00", "Z"),
            "os_user": _os_user(),
            **self._caller,
            "connection": connection.title,
            "connection_key": connection.key,
            "address": connection.connection_string,
            **connection.unusual_location,
        }

    def _values(self, read: Read) -> dict[str, object]:
        return {
            "action": read.action.value,
            "outcome": read.outcome,
            "milliseconds": round(read.milliseconds, 1),
            "user": keyed_hash(self._rules.key.encode(), read.username),
            **({"reason": read.reason} if read.reason else {}),
        }


@contextmanager
def _errors_as_not_recorded() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotRecordedError(error.strerror or type(error).__name__) from error


def file_name(now: datetime) -> str:
    """Return the name of the file for a time's month, in UTC."""
    return f"reads-{now.astimezone(UTC):%Y-%m}.jsonl"


def _mode_of(folder: Path) -> int:
    """Return the folder's mode. A missing folder is not created, because that hides a mistake."""
    mode = folder.stat().st_mode
    if not stat.S_ISDIR(mode):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    return mode


@contextmanager
def _locked(folder: Path, mode: int) -> Iterator[None]:
    """Hold the lock. Everyone with write permission to the folder can open the lock file."""
    from filelock import FileLock, Timeout

    if not _thread_lock.acquire(timeout=LOCK_TIMEOUT):
        raise NotRecordedError(wording.IN_USE)
    readable = (mode & 0o222) << 1
    lock = FileLock(folder / LOCK_NAME, mode=mode | readable)
    try:
        with lock.acquire(timeout=LOCK_TIMEOUT, poll_interval=_POLL):
            yield
    except Timeout:
        raise NotRecordedError(wording.IN_USE) from None
    finally:
        _thread_lock.release()


def _open(path: Path, mode: int) -> int:
    """Open a file to append to. A new file gets the folder's permissions. Raises OSError."""
    flags = 0
    for name in _FLAGS:
        flags |= getattr(os, name, 0)
    try:
        file = os.open(path, flags | os.O_RDWR | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        return _require_sole_regular_file(_open_existing(path, flags))
    if sys.platform != "win32":
        with suppress(PermissionError):  # some network file systems do not allow it
            os.fchmod(file, mode)  # regardless of the umask
    return file


def _open_existing(path: Path, flags: int) -> int:
    try:
        return os.open(path, flags | os.O_RDWR)
    except PermissionError:  # write permission without read permission
        return os.open(path, flags | os.O_WRONLY)


def _require_sole_regular_file(file: int) -> int:
    """Refuse a planted pipe, and a hard link, which would add lines to a file elsewhere."""
    status = os.fstat(file)
    is_regular = stat.S_ISREG(status.st_mode)
    if is_regular and status.st_nlink <= 1:
        return file
    os.close(file)
    raise NotRecordedError(wording.HARD_LINKS if is_regular else wording.NO_FILE)


def _append(file: int, lines: bytes) -> None:
    """Write and sync all lines, or none. Raises OSError."""
    before = os.fstat(file).st_size
    content = lines if _ends_with_newline(file, before) else b"\n" + lines
    try:
        _write_all(file, content)
    except OSError:
        with suppress(OSError):  # if truncating fails, the next write starts a new line
            os.ftruncate(file, before)
        raise


def _write_all(file: int, content: bytes) -> None:
    if os.write(file, content) != len(content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    os.fsync(file)  # a network file system reports a full disk only now


def _ends_with_newline(file: int, size: int) -> bool:
    if not size:
        return True
    try:
        os.lseek(file, size - 1, os.SEEK_SET)
        return os.read(file, 1) == b"\n"
    except OSError:  # no read permission
        return True


def _largest_file() -> float:
    """Return how many bytes a file of this process may have."""
    if sys.platform == "win32":
        return math.inf
    import resource

    limit, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    return math.inf if limit == resource.RLIM_INFINITY else limit


def _os_user() -> str:
    """Return the user's name from the operating system, not from environment variables."""
    try:
        if sys.platform == "win32":
            return os.getlogin()
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (OSError, KeyError):
        return "unknown" if sys.platform == "win32" else str(os.getuid())
