"""Files that are no lists, or cannot be read: each is a sentence at once, and nothing waits."""

import os
import sys
from pathlib import Path
from time import monotonic

import pytest

from profile_browser.domain.list_input import ListError, ListFault
from profile_browser.lists.files import read_bounded
from profile_browser.lists.reading import LARGEST_FILE, read_file
from tests.unit.helpers.lists import fault

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.txt"
    path.write_text("john\nmary\n")
    return path


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert fault(lambda: read_file(tmp_path)) is (
        ListFault.NOT_READABLE if sys.platform == "win32" else ListFault.NOT_A_FILE
    )


@on_unix
def test_a_pipe_that_nobody_writes_to_is_refused_without_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    started = monotonic()
    assert fault(lambda: read_file(pipe)) is ListFault.NOT_A_FILE
    assert monotonic() - started < 1


@on_unix
def test_a_file_that_becomes_a_pipe_is_refused_without_waiting(
    listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = listed.stat()
    listed.unlink()
    os.mkfifo(listed)
    monkeypatch.setattr(Path, "stat", lambda _self: state)
    assert fault(lambda: read_file(listed)) is ListFault.NOT_A_FILE


@on_unix
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/urandom"])
def test_a_device_is_refused(device: str) -> None:
    assert fault(lambda: read_file(Path(device))) is ListFault.NOT_A_FILE


@on_unix
def test_a_device_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("opened"))
    assert fault(lambda: read_file(Path("/dev/null"))) is ListFault.NOT_A_FILE


def test_a_missing_file_is_refused_with_the_systems_reason(tmp_path: Path) -> None:
    with pytest.raises(ListError) as raised:
        read_file(tmp_path / "absent.txt")
    assert raised.value.kind is ListFault.NOT_READABLE
    assert raised.value.values == (os.strerror(2),)


def test_an_impossible_path_is_refused() -> None:
    assert fault(lambda: read_file(Path("a\0b"))) is ListFault.NOT_A_FILE


@on_unix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all files")
def test_a_file_without_the_right_to_read_is_refused(listed: Path) -> None:
    listed.chmod(0)
    assert fault(lambda: read_file(listed)) is ListFault.NOT_READABLE


def test_an_empty_file_is_refused(listed: Path) -> None:
    listed.write_bytes(b"")
    assert fault(lambda: read_file(listed)) is ListFault.EMPTY


def test_a_file_of_a_gigabyte_is_refused_unread(listed: Path) -> None:
    os.truncate(listed, 1_000_000_000)
    started = monotonic()
    with pytest.raises(ListError) as raised:
        read_file(listed)
    assert (raised.value.kind, raised.value.values) == (ListFault.TOO_LARGE, (LARGEST_FILE,))
    assert monotonic() - started < 1


@pytest.mark.parametrize("content", ["john\n", "john\nmary\nann\n", "johN\nmarY\n"])
def test_a_file_that_changes_while_it_is_read_is_refused(
    listed: Path, monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    fstat = os.fstat
    changes = [content]

    def change_afterwards(handle: int) -> os.stat_result:
        state = fstat(handle)
        if changes:
            listed.write_text(changes.pop())
            os.utime(listed, ns=(0, 0))
        return state

    monkeypatch.setattr(os, "fstat", change_afterwards)
    assert fault(lambda: read_file(listed)) is ListFault.CHANGED


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has such files")
def test_a_file_whose_size_the_system_does_not_know_is_read() -> None:
    assert read_file(Path("/proc/self/status")).preview.rows


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has such files")
def test_a_file_whose_size_the_system_does_not_know_is_not_read_beyond_the_limit() -> None:
    assert fault(lambda: read_bounded(Path("/proc/self/status"), 10)) is ListFault.TOO_LARGE
