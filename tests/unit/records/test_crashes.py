"""What a crashed process leaves behind, and how the next one reports it."""

import os
import stat
from pathlib import Path

import pytest
from filelock import FileLock

from profile_browser.records.crashes import LONGEST_REPORT, REPORTS_KEPT, CrashRecorder, CrashReport
from tests.unit.helpers.program import python

FATAL = "Fatal Python error: Aborted\n\nCurrent thread 0x1:\n  File 'worker.py', line 1 in serve\n"
TERMINATED = "Stack (most recent call first):\n  File 'app.py', line 1 in run\n"
IN_A_PROCESS = """
import os, signal, sys
from profile_browser.records.crashes import CrashRecorder
crashes = CrashRecorder()
crashes.start()
{}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Create an empty folder for traces."""
    folder = tmp_path / "crashes"
    folder.mkdir()
    return folder


@pytest.fixture
def crashes(folder: Path) -> CrashRecorder:
    """Return a CrashRecorder that looks for traces in that folder."""
    return CrashRecorder(lambda: folder)


def _leave(folder: Path, text: str, name: str = "20260101-120000-7") -> Path:
    path = folder / f"{name}.running"
    path.write_text(text)
    return path


@pytest.mark.parametrize("text", [FATAL, "", "Windows fatal exception: access violation\n"])
def test_a_crash_is_reported_once(crashes: CrashRecorder, folder: Path, text: str) -> None:
    _leave(folder, text)
    assert [crashes.collect_reports() for _ in range(3)] == [True, False, False]
    report = crashes.last_report()
    assert report is not None
    assert report.text == text


def test_a_process_ended_by_a_signal_has_not_crashed(crashes: CrashRecorder, folder: Path) -> None:
    _leave(folder, TERMINATED)
    assert not crashes.collect_reports()
    assert list(folder.iterdir()) == []


def test_a_crash_after_a_signal_is_reported(crashes: CrashRecorder, folder: Path) -> None:
    _leave(folder, TERMINATED + FATAL)
    assert crashes.collect_reports()


def test_a_running_process_has_not_crashed(crashes: CrashRecorder, folder: Path) -> None:
    path = _leave(folder, "")
    with FileLock(path.with_suffix(".lock")):
        assert not crashes.collect_reports()
        assert path.exists()
    assert crashes.collect_reports()


def test_several_crashes_are_reported_together_once(crashes: CrashRecorder, folder: Path) -> None:
    for number in range(3):
        _leave(folder, FATAL, f"20260101-120000-{number}")
    assert [crashes.collect_reports() for _ in range(2)] == [True, False]


def test_only_the_latest_reports_are_kept(crashes: CrashRecorder, folder: Path) -> None:
    for number in range(REPORTS_KEPT + 3):
        _leave(folder, f"{FATAL}{number}", f"2026010{number}-120000-7")
    crashes.collect_reports()
    assert len(list(folder.iterdir())) == REPORTS_KEPT
    report = crashes.last_report()
    assert report is not None
    assert report.text == f"{FATAL}{REPORTS_KEPT + 2}"


def test_a_report_is_short_enough_for_a_ticket(crashes: CrashRecorder, folder: Path) -> None:
    _leave(folder, FATAL + "x" * LONGEST_REPORT)
    crashes.collect_reports()
    report = crashes.last_report()
    assert isinstance(report, CrashReport)
    assert len(report.text) == LONGEST_REPORT


def test_without_a_crash_there_is_no_report(crashes: CrashRecorder, tmp_path: Path) -> None:
    assert not crashes.collect_reports()
    assert crashes.last_report() is None
    nowhere = CrashRecorder(lambda: tmp_path / "nowhere")
    assert not nowhere.collect_reports()
    assert nowhere.last_report() is None


def test_an_unwritable_folder_breaks_nothing(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    crashes = CrashRecorder(lambda: tmp_path / "state" / "crashes")
    crashes.start()
    assert not crashes.collect_reports()
    crashes.stop()


def _run(tmp_path: Path, ending: str, **variables: str) -> tuple[int, list[str]]:
    ended = python("-c", IN_A_PROCESS.format(ending), home=tmp_path, **variables)
    left = [path.suffix for path in tmp_path.rglob("crashes/*")]
    return ended.code, sorted(left)


def test_a_clean_exit_leaves_no_files(tmp_path: Path) -> None:
    assert _run(tmp_path, "crashes.stop(); os._exit(0)") == (0, [])


def test_a_crash_of_a_process_is_found_by_the_next_one(tmp_path: Path) -> None:
    code, left = _run(tmp_path, "os.abort()")
    assert code != 0
    assert left == [".lock", ".running"]
    assert _run(tmp_path, "sys.exit(7 if crashes.collect_reports() else 0)")[0] == 7


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_still_ends_the_process_and_is_not_a_crash(tmp_path: Path, name: str) -> None:
    ending = (
        f"crashes.stop()\n"
        f"signal.signal(signal.{name}, signal.SIG_DFL)\n"
        f"crashes.start()\n"
        f"os.kill(os.getpid(), signal.{name})"
    )
    code, left = _run(tmp_path, ending)
    assert (code < 0, left) == (True, [".lock", ".running"])
    assert _run(tmp_path, "sys.exit(7 if crashes.collect_reports() else 0)")[0] == 0


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals")
def test_a_signal_that_was_ignored_before_stays_ignored(tmp_path: Path) -> None:
    ending = (
        "crashes.stop()\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "crashes.start()\n"
        "os.kill(os.getpid(), signal.SIGHUP)\n"
        "sys.exit(crashes._trace.stat().st_size)"
    )
    assert _run(tmp_path, ending)[0] == 0


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights otherwise")
def test_only_the_owner_can_read_the_folder(tmp_path: Path) -> None:
    _run(tmp_path, "os._exit(0)")
    (folder,) = tmp_path.rglob("crashes")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
