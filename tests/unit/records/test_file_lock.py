"""The lock of a running process, beside those of the package filelock."""

import errno
from pathlib import Path

import filelock
import pytest

from profile_browser.records.file_lock import FileLock
from tests.unit.helpers.program import python

HOLD = """
import os, pathlib, sys
from profile_browser.records.file_lock import FileLock
lock = FileLock(pathlib.Path(sys.argv[1]))
os.abort()
"""


def test_one_process_holds_a_lock_until_it_removes_it(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    lock = FileLock(path)
    with pytest.raises(BlockingIOError):
        FileLock(path)
    lock.remove()
    assert list(tmp_path.iterdir()) == []
    FileLock(path).remove()


def test_a_lock_excludes_those_of_earlier_versions(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    with filelock.FileLock(path), pytest.raises(BlockingIOError):
        FileLock(path)
    lock, earlier = FileLock(path), filelock.FileLock(path)
    with pytest.raises(filelock.Timeout):
        earlier.acquire(blocking=False)
    lock.remove()


def test_a_crash_ends_a_lock(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    assert python("-c", HOLD, str(path), home=tmp_path).code != 0
    assert path.exists()
    FileLock(path).remove()


def test_a_file_system_without_locks_is_no_lock_that_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("profile_browser.records.file_lock._lock", refuse)
    with pytest.raises(OSError, match="No locks available"):
        FileLock(tmp_path / "a.lock")
