"""Threads that share the audit log wait for few syncs, and each learns whether it was recorded."""

import errno
import json
import os
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from profile_browser.domain.audit import NotRecordedError
from profile_browser.domain.audit_rules import AuditRules
from profile_browser.records import audit_log
from profile_browser.records.audit_group import GroupedAuditFile
from profile_browser.records.audit_log import LOCK_NAME

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
KEY = "marked-key-of-at-least-32-letters"


@pytest.fixture
def file(folder: Path) -> GroupedAuditFile:
    return GroupedAuditFile(AuditRules(folder=str(folder), key=KEY))


def _lines(folder: Path) -> list[int]:
    text = (folder / "reads-2026-03.jsonl").read_text("ascii")
    return [json.loads(line) for line in text.splitlines()]


class _Syncs:
    """Counts syncs, and holds the first one until it is let go."""

    def __init__(self) -> None:
        self.number = 0
        self.started, self.may_end = threading.Event(), threading.Event()
        self._sync = os.fsync

    def __call__(self, file: int) -> None:
        self.number += 1
        if self.number == 1:
            self.started.set()
            assert self.may_end.wait(20)
        self._sync(file)


def _append_during_a_sync(
    file: GroupedAuditFile, syncs: _Syncs, then: Callable[[], None] = lambda: None
) -> list[Future[None]]:
    """Append a line, and 20 more while the first one is synced; return what becomes of each."""
    with ThreadPoolExecutor(21) as pool:
        futures = [pool.submit(file.append, NOON, b"0\n")]
        assert syncs.started.wait(20)
        futures += [pool.submit(file.append, NOON, b"%d\n" % line) for line in range(1, 21)]
        while len(file._next.lines) < 20:
            threading.Event().wait(0.001)
        then()
        syncs.may_end.set()
    return futures


def test_lines_that_arrive_during_a_write_share_the_next_sync(
    folder: Path, file: GroupedAuditFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", syncs := _Syncs())
    for future in _append_during_a_sync(file, syncs):
        future.result()
    assert syncs.number == 2
    assert sorted(_lines(folder)) == [*range(21)]


def test_if_they_cannot_be_written_all_of_them_learn_it(
    folder: Path, file: GroupedAuditFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", syncs := _Syncs())
    first, *others = _append_during_a_sync(file, syncs, lambda: shutil.rmtree(folder))
    first.result()
    for future in others:
        with pytest.raises(NotRecordedError, match="No such file"):
            future.result()


def test_preparing_does_not_wait_for_a_write(
    file: GroupedAuditFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", syncs := _Syncs())
    for future in _append_during_a_sync(file, syncs, lambda: file.prepare(NOON)):
        future.result()


def test_while_another_program_keeps_the_lock_only_the_first_answer_is_lost(
    folder: Path, file: GroupedAuditFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_log, "LOCK_TIMEOUT", 0.05)
    with FileLock(folder / LOCK_NAME):
        file.prepare(NOON)
        with pytest.raises(NotRecordedError, match="kept it locked"):
            file.append(NOON, b"1\n")
        with pytest.raises(NotRecordedError, match="kept it locked"):
            file.prepare(NOON)
    file.prepare(NOON)
    file.append(NOON, b"2\n")
    assert _lines(folder) == [2]


def test_over_a_quota_only_the_first_answer_is_lost_and_no_trace_is_left(
    folder: Path, file: GroupedAuditFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.EDQUOT, "Disk quota exceeded")

    file.append(NOON, b"1\n")
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refuse)
        with pytest.raises(NotRecordedError, match="Disk quota exceeded"):
            file.append(NOON, b"2\n")
        with pytest.raises(NotRecordedError, match="Disk quota exceeded"):
            file.prepare(NOON)
    file.prepare(NOON)
    assert _lines(folder) == [1]
    file.append(NOON, b"3\n")
    assert _lines(folder) == [1, 3]


def test_a_missing_folder_and_a_full_disk_are_noticed_before_the_store_is_asked(
    folder: Path, file: GroupedAuditFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = shutil.disk_usage(folder)._replace(free=0)
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda _: full)
        with pytest.raises(NotRecordedError, match="No space left"):
            file.prepare(NOON)
    file.prepare(NOON)
    shutil.rmtree(folder)
    with pytest.raises(NotRecordedError, match="No such file"):
        file.prepare(NOON)


def test_without_a_key_nothing_is_recorded(folder: Path) -> None:
    with pytest.raises(NotRecordedError, match="missing or not valid"):
        GroupedAuditFile(AuditRules(folder=str(folder))).prepare(NOON)
