"""The record of reads: what a line holds, in which file, and that it is whole or not there."""

import errno
import json
import os
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from filelock import FileLock

from profile_browser.domain.audit import Action, AuditRules, NotRecordedError, Read
from profile_browser.records import audit_log as reads
from profile_browser.records.audit_log import LOCK_NAME, AuditLog, file_name
from profile_browser.records.pseudonym import keyed_hash
from tests.unit.helpers.people import CLUSTER, PASSWORD

KEY = "marked-key-of-at-least-32-letters"
NOON = datetime(2026, 3, 4, 12, 0, 1, 234_567, tzinfo=UTC)
READ = Read("marked-person", Action.LOOK_UP, "found", 3.26)
TWO = [READ, Read("other", Action.SEARCH, "listed", 4.0)]
CONNECTION = CLUSTER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "reads"
    path.mkdir()
    return path


@pytest.fixture
def record(folder: Path) -> AuditLog:
    return _record(folder)


@pytest.fixture
def no_umask() -> Iterator[None]:
    """Let folders be made as a test says, and files made with a mask that would hide them."""
    before = os.umask(0o077)
    yield
    os.umask(before)


def _record(folder: Path, now: Callable[[], datetime] = lambda: NOON) -> AuditLog:
    return AuditLog(AuditRules(required=True, folder=str(folder), key=KEY), now)


def _file(folder: Path) -> Path:
    return folder / "reads-2026-03.jsonl"


def _lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in _file(folder).read_text("ascii").splitlines()]


def _reason(record: AuditLog) -> str:
    """Return why nothing is recorded: the same before anybody is asked and at the writing."""
    with pytest.raises(NotRecordedError) as before:
        record.prepare()
    with pytest.raises(NotRecordedError) as after:
        record.write(CONNECTION, [READ])
    assert str(before.value) == str(after.value)
    return str(after.value)


def test_a_line_says_who_did_what_where_and_when(folder: Path, record: AuditLog) -> None:
    record.write(CONNECTION, [READ])
    (line,) = _lines(folder)
    assert line == {
        "time": "2026-03-04T12:00:01.234Z",
        "os_user": line["os_user"],
        "connection": "Customers",
        "connection_key": "",
        "address": "couchbases://db.example.com",
        "bucket": "travel",
        "action": "look_up",
        "outcome": "found",
        "milliseconds": 3.3,
        "user": keyed_hash(KEY.encode(), "marked-person"),
    }


def test_neither_a_name_nor_a_secret_is_in_the_file(folder: Path, record: AuditLog) -> None:
    record.write(CONNECTION, TWO)
    text = _file(folder).read_text("ascii")
    for secret in ("marked-person", KEY, PASSWORD):
        assert secret not in text + repr(record)


def test_the_system_is_asked_who_it_is_and_not_the_environment(
    folder: Path, record: AuditLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "somebody-else")
    record.write(CONNECTION, [READ])
    pwd = pytest.importorskip("pwd")
    assert _lines(folder)[0]["os_user"] == pwd.getpwuid(os.getuid()).pw_name


def test_a_person_without_a_name_in_the_system_is_a_number(
    folder: Path, record: AuditLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 4_000_123)
    record.write(CONNECTION, [READ])
    assert _lines(folder)[0]["os_user"] == "4000123"


def test_lines_are_added_and_none_is_lost(folder: Path, record: AuditLog) -> None:
    record.prepare()
    record.write(CONNECTION, [READ])
    record.write(CONNECTION, TWO)
    assert [line["action"] for line in _lines(folder)] == ["look_up", "look_up", "search"]


@pytest.mark.parametrize("hours", [-2, 0, 2])
def test_a_month_ends_for_everybody_at_the_same_time(folder: Path, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    last = datetime(2026, 3, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    moments = iter([last.astimezone(zone), (last + timedelta(microseconds=1)).astimezone(zone)])
    record = _record(folder, lambda: next(moments))
    record.write(CONNECTION, [READ])
    record.write(CONNECTION, [READ])
    texts = {path.name: path.read_text("ascii") for path in folder.glob("*.jsonl")}
    assert {name: text[:35] for name, text in texts.items()} == {
        "reads-2026-03.jsonl": '{"time": "2026-03-31T23:59:59.999Z"',
        "reads-2026-04.jsonl": '{"time": "2026-04-01T00:00:00.000Z"',
    }


def test_the_time_is_now_unless_told_otherwise(folder: Path) -> None:
    before = datetime.now(UTC)
    AuditLog(AuditRules(folder=str(folder), key=KEY)).write(CONNECTION, [READ])
    (path,) = folder.glob("*.jsonl")
    (line,) = path.read_text("ascii").splitlines()
    written = datetime.fromisoformat(str(json.loads(line)["time"]))
    assert timedelta(milliseconds=-1) < written - before < timedelta(minutes=1)
    assert path.name == file_name(written)


@pytest.mark.parametrize("rules", [AuditRules(), AuditRules(key=KEY), AuditRules(folder="/tmp")])
def test_without_a_place_or_a_key_nothing_is_recorded(rules: AuditRules) -> None:
    assert _reason(AuditLog(rules)) == "audit_folder or audit_key is missing or not valid"


def test_a_folder_that_is_gone_is_not_made_anew(folder: Path, record: AuditLog) -> None:
    folder.rmdir()
    assert _reason(record) == "No such file or directory"
    assert not folder.exists()


def test_a_file_in_the_folders_place_is_no_folder(folder: Path, record: AuditLog) -> None:
    folder.rmdir()
    folder.touch()
    assert _reason(record) == "Not a directory"


@pytest.mark.parametrize("before", [None, b"Somebody's own file.\n"])
def test_a_link_in_the_files_place_is_not_followed(
    folder: Path, record: AuditLog, tmp_path: Path, before: bytes | None
) -> None:
    elsewhere = tmp_path / "elsewhere"
    if before is not None:
        elsewhere.write_bytes(before)
    _file(folder).symlink_to(elsewhere)
    assert _reason(record)
    assert (elsewhere.read_bytes() if elsewhere.exists() else None) == before


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_neither_written_nor_waited_for(
    folder: Path, record: AuditLog, make: Callable[[Path], None]
) -> None:
    make(_file(folder))
    assert _reason(record) in {"it is not a regular file", "Is a directory"}


def test_a_full_disk_leaves_no_half_line(
    folder: Path, record: AuditLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.write(CONNECTION, [READ])
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, content: write(file, content[:150]))
    with pytest.raises(NotRecordedError, match=r"^No space left on device$"):
        record.write(CONNECTION, TWO)
    monkeypatch.undo()
    assert len(_lines(folder)) == 1
    record.write(CONNECTION, TWO)
    assert len(_lines(folder)) == 3


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_what_a_disk_refuses_is_not_taken_for_recorded(
    folder: Path, record: AuditLog, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(errno.EDQUOT, "Disk quota exceeded")

    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(NotRecordedError, match=r"^Disk quota exceeded$"):
        record.write(CONNECTION, TWO)
    monkeypatch.undo()
    assert _lines(folder) == []


def test_half_a_line_of_a_program_that_died_spoils_no_other(folder: Path, record: AuditLog) -> None:
    _file(folder).write_bytes(b'{"time": "2026-03-04T1')
    record.write(CONNECTION, TWO)
    torn, *whole = _file(folder).read_text("ascii").splitlines()
    assert torn == '{"time": "2026-03-04T1'
    assert [json.loads(line)["action"] for line in whole] == ["look_up", "search"]


def test_a_program_that_writes_for_too_long_is_not_waited_for(
    folder: Path, record: AuditLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reads, "LOCK_TIMEOUT", 0.05)
    with FileLock(folder / LOCK_NAME):
        assert _reason(record) == "another program has locked it for too long"
    record.write(CONNECTION, [READ])


def test_a_thread_that_writes_for_too_long_is_not_waited_for(
    record: AuditLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reads, "LOCK_TIMEOUT", 0.05)
    with reads._thread_lock:
        assert _reason(record) == "another program has locked it for too long"
    record.write(CONNECTION, [READ])


def test_the_threads_of_a_program_write_whole_lines(folder: Path) -> None:
    def write() -> None:
        for _ in range(20):
            _record(folder).write(CONNECTION, TWO)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(_lines(folder)) == 4 * 20 * 2


@pytest.mark.skipif(os.name != "posix", reason="only there folders have such rights")
@pytest.mark.usefixtures("no_umask")
@pytest.mark.parametrize(
    ("of_folder", "of_file", "of_lock"),
    [
        (0o700, 0o600, 0o600),
        (0o2770, 0o660, 0o660),
        (0o1777, 0o666, 0o666),
        (0o1733, 0o622, 0o666),
        (0o750, 0o640, 0o640),
    ],
)
def test_whoever_may_add_to_the_folder_may_add_to_its_files(
    folder: Path, record: AuditLog, of_folder: int, of_file: int, of_lock: int
) -> None:
    folder.chmod(of_folder)
    record.write(CONNECTION, [READ])
    modes = {path.name: path.stat().st_mode & 0o7777 for path in folder.iterdir()}
    assert modes == {_file(folder).name: of_file, LOCK_NAME: of_lock}


def test_every_line_is_on_one_line_whatever_a_title_holds(folder: Path, record: AuditLog) -> None:
    record.write(replace(CONNECTION, title="a\nb\u2028\udcff"), [READ])
    assert len(re.findall("\n", _file(folder).read_text("ascii"))) == 1
    assert _lines(folder)[0]["connection"] == "a\nb\u2028\udcff"
