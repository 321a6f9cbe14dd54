"""The audit log: what a line contains, in which file, and that it is complete or absent."""

import errno
import json
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from filelock import FileLock

from profile_browser.domain.audit import Action, NotRecordedError, Read
from profile_browser.domain.audit_rules import AuditRules
from profile_browser.domain.gateway_api import Caller
from profile_browser.records import audit_log as reads
from profile_browser.records.audit_log import LOCK_NAME, AuditLog, file_name
from profile_browser.records.pseudonym import keyed_hash
from tests.unit.helpers.people import CLUSTER, KINDS, PASSWORD

KEY = "marked-key-of-at-least-32-letters"
NOON = datetime(2026, 3, 4, 12, 0, 1, 234_567, tzinfo=UTC)
READ = Read("marked-person", Action.LOOK_UP, "found", 3.26)
TWO = [READ, Read("other", Action.SEARCH, "listed", 4.0)]
CONNECTION = CLUSTER


@pytest.fixture
def record(folder: Path) -> AuditLog:
    return _record(folder)


@pytest.fixture
def strict_umask() -> Iterator[None]:
    """Set a strict umask, so that only explicit modes let others read the files."""
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
    """Return why nothing is recorded; preparing and writing must give the same reason."""
    with pytest.raises(NotRecordedError) as before:
        record.prepare()
    with pytest.raises(NotRecordedError) as after:
        record.write(CONNECTION, [READ])
    assert str(before.value) == str(after.value)
    return str(after.value)


def test_a_line_has_the_time_account_connection_action_and_outcome(
    folder: Path, record: AuditLog
) -> None:
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


def test_no_location_key_of_a_store_takes_the_place_of_what_every_line_has(
    folder: Path, record: AuditLog
) -> None:
    nowhere = replace(CLUSTER, kind=CLUSTER.kind._replace(location=()))
    record.write(nowhere, [replace(READ, reason="Ticket 7")])
    assert not {*_lines(folder)[0]} & {*KINDS.location_names}


def test_a_line_has_the_reason_if_one_was_stated(folder: Path, record: AuditLog) -> None:
    record.write(CONNECTION, [replace(READ, reason="Ticket “4711”"), READ])
    stated, unstated = _lines(folder)
    assert stated == unstated | {"reason": "Ticket “4711”"}


def test_a_line_of_a_gateway_says_who_asked_from_where_and_in_which_request(folder: Path) -> None:
    rules = AuditRules(required=True, folder=str(folder), key=KEY)
    AuditLog(rules, lambda: NOON).write(CONNECTION, [READ])
    caller = Caller("support-7", "10.0.0.5", "0123456789abcdef")
    AuditLog(rules, lambda: NOON, caller=caller).write(CONNECTION, [READ])
    at_desk, through_gateway = _lines(folder)
    asked = {"who": "support-7", "desk": "10.0.0.5", "request_id": "0123456789abcdef"}
    assert through_gateway == at_desk | asked


def test_the_file_contains_no_username_key_or_password(folder: Path, record: AuditLog) -> None:
    record.write(CONNECTION, TWO)
    text = _file(folder).read_text("ascii")
    for secret in ("marked-person", KEY, PASSWORD):
        assert secret not in text + repr(record)


def test_the_account_comes_from_the_system_and_not_from_the_environment(
    folder: Path, record: AuditLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "somebody-else")
    record.write(CONNECTION, [READ])
    pwd = pytest.importorskip("pwd")
    assert _lines(folder)[0]["os_user"] == pwd.getpwuid(os.getuid()).pw_name


def test_an_account_without_a_name_is_recorded_by_its_number(
    folder: Path, record: AuditLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 4_000_123)
    record.write(CONNECTION, [READ])
    assert _lines(folder)[0]["os_user"] == "4000123"


def test_new_lines_are_appended(folder: Path, record: AuditLog) -> None:
    record.prepare()
    record.write(CONNECTION, [READ])
    record.write(CONNECTION, TWO)
    assert [line["action"] for line in _lines(folder)] == ["look_up", "look_up", "search"]


@pytest.mark.parametrize("hours", [-2, 0, 2])
def test_a_new_file_starts_with_each_month_in_utc(folder: Path, hours: int) -> None:
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


def test_the_time_is_the_current_time(folder: Path) -> None:
    before = datetime.now(UTC)
    AuditLog(AuditRules(folder=str(folder), key=KEY)).write(CONNECTION, [READ])
    (path,) = folder.glob("*.jsonl")
    (line,) = path.read_text("ascii").splitlines()
    written = datetime.fromisoformat(str(json.loads(line)["time"]))
    assert timedelta(milliseconds=-1) < written - before < timedelta(minutes=1)
    assert path.name == file_name(written)


@pytest.mark.parametrize(
    "rules",
    [AuditRules(), AuditRules(key=KEY), AuditRules(folder="/tmp")],
    ids=["neither", "only a key", "only a folder"],
)
def test_without_a_folder_or_a_key_recording_fails(rules: AuditRules) -> None:
    assert _reason(AuditLog(rules)) == "its folder or its key is missing or not valid"


def test_a_missing_folder_is_not_created(folder: Path, record: AuditLog) -> None:
    folder.rmdir()
    assert _reason(record) == "No such file or directory"
    assert not folder.exists()


def test_a_file_in_place_of_the_folder_is_refused(folder: Path, record: AuditLog) -> None:
    folder.rmdir()
    folder.touch()
    assert _reason(record) == "Not a directory"


@pytest.mark.parametrize("before", [None, b"Somebody's own file.\n"])
def test_a_symbolic_link_in_place_of_the_file_is_not_followed(
    folder: Path, record: AuditLog, tmp_path: Path, before: bytes | None
) -> None:
    elsewhere = tmp_path / "elsewhere"
    if before is not None:
        elsewhere.write_bytes(before)
    _file(folder).symlink_to(elsewhere)
    assert _reason(record)
    assert (elsewhere.read_bytes() if elsewhere.exists() else None) == before


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_a_pipe_or_folder_in_place_of_the_file_is_refused(
    folder: Path, record: AuditLog, make: Callable[[Path], None]
) -> None:
    make(_file(folder))
    assert _reason(record) in {"it is not a regular file", "Is a directory"}


def test_a_hard_link_in_place_of_the_file_is_refused(
    folder: Path, record: AuditLog, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"Somebody's own file.\n")
    _file(folder).hardlink_to(elsewhere)
    assert _reason(record) == "its file has a second name, a hard link"
    assert elsewhere.read_bytes() == b"Somebody's own file.\n"


def test_once_a_hard_link_is_removed_lines_are_appended_again(
    folder: Path, record: AuditLog, tmp_path: Path
) -> None:
    record.write(CONNECTION, [READ])
    copy = tmp_path / "copy"
    copy.hardlink_to(_file(folder))
    assert _reason(record)
    copy.unlink()
    record.write(CONNECTION, [READ])
    assert len(_lines(folder)) == 2


def test_a_full_disk_leaves_no_partial_line(
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


def test_a_disk_that_is_nearly_full_is_noticed_before_the_store_is_asked(
    folder: Path, record: AuditLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.prepare()
    usage = shutil.disk_usage(folder)._replace(free=reads.LEAST_FREE - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(NotRecordedError, match=r"^No space left on device$"):
        record.prepare()


def test_a_limit_on_the_size_of_files_is_noticed_before_the_store_is_asked(
    folder: Path, record: AuditLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    resource = pytest.importorskip("resource")
    record.write(CONNECTION, [READ])
    limit = _file(folder).stat().st_size + reads.LEAST_FREE
    monkeypatch.setattr(resource, "getrlimit", lambda _: (limit, limit))
    record.prepare()
    monkeypatch.setattr(resource, "getrlimit", lambda _: (limit - 1, limit))
    with pytest.raises(NotRecordedError, match=r"^File too large$"):
        record.prepare()


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_failed_write_is_not_reported_as_recorded(
    folder: Path, record: AuditLog, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(errno.EDQUOT, "Disk quota exceeded")

    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(NotRecordedError, match=r"^Disk quota exceeded$"):
        record.write(CONNECTION, TWO)
    monkeypatch.undo()
    assert _lines(folder) == []


def test_a_partial_line_left_by_a_crash_damages_no_other_line(
    folder: Path, record: AuditLog
) -> None:
    _file(folder).write_bytes(b'{"time": "2026-03-04T1')
    record.write(CONNECTION, TWO)
    torn, *whole = _file(folder).read_text("ascii").splitlines()
    assert torn == '{"time": "2026-03-04T1'
    assert [json.loads(line)["action"] for line in whole] == ["look_up", "search"]


def test_waiting_for_another_process_to_write_has_a_time_limit(
    folder: Path, record: AuditLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reads, "LOCK_TIMEOUT", 0.05)
    with FileLock(folder / LOCK_NAME):
        assert _reason(record) == "another program kept it locked for too long"
    record.write(CONNECTION, [READ])


def test_waiting_for_another_thread_to_write_has_a_time_limit(
    record: AuditLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reads, "LOCK_TIMEOUT", 0.05)
    with reads._thread_lock:
        assert _reason(record) == "another program kept it locked for too long"
    record.write(CONNECTION, [READ])


def test_threads_that_write_at_once_write_whole_lines(folder: Path) -> None:
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
@pytest.mark.usefixtures("strict_umask")
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
def test_files_can_be_written_by_everyone_who_can_write_to_the_folder(
    folder: Path, record: AuditLog, of_folder: int, of_file: int, of_lock: int
) -> None:
    folder.chmod(of_folder)
    record.write(CONNECTION, [READ])
    modes = {path.name: path.stat().st_mode & 0o7777 for path in folder.iterdir()}
    assert modes == {_file(folder).name: of_file, LOCK_NAME: of_lock}


def test_a_title_with_line_breaks_stays_on_one_line(folder: Path, record: AuditLog) -> None:
    record.write(replace(CONNECTION, title="a\nb\u2028\udcff"), [READ])
    assert len(re.findall("\n", _file(folder).read_text("ascii"))) == 1
    assert _lines(folder)[0]["connection"] == "a\nb\u2028\udcff"
