"""Lines of the log are whole, in order and bounded, and nobody waits for them."""

import json
import os
import stat
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from profile_browser.gateway.operation import log_writer
from profile_browser.gateway.operation.log_writer import LineWriter, RotatedFile


class _Target:
    """Keeps what is written, and can hold the writer up or fail."""

    def __init__(self) -> None:
        self.content = b""
        self.may_write, self.is_waiting = threading.Event(), threading.Event()
        self.may_write.set()
        self.errors: list[OSError] = []

    def write(self, content: bytes) -> None:
        self.is_waiting.set()
        assert self.may_write.wait(20)
        if self.errors:
            raise self.errors.pop()
        self.content += content

    @property
    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.content.splitlines()]


@pytest.fixture
def target() -> _Target:
    return _Target()


@pytest.fixture
def writer(target: _Target) -> Iterator[LineWriter]:
    writer = LineWriter(target)
    yield writer
    target.may_write.set()
    writer.close()


def _add(writer: LineWriter, number: int) -> None:
    writer.add(lambda: {"number": number})


def _said(line: dict[str, object]) -> dict[str, object]:
    """Return a line about the log itself without its time, which it must have."""
    assert str(line.pop("time")).endswith("Z")
    return line


def test_lines_are_written_in_order_and_the_last_ones_at_the_end(
    writer: LineWriter, target: _Target
) -> None:
    for number in range(300):
        _add(writer, number)
    writer.close()
    assert target.lines == [{"number": number} for number in range(300)]


def test_nothing_in_a_value_can_start_a_new_line(writer: LineWriter, target: _Target) -> None:
    values = {"who": 'a\r\n{"level": "error"}\x1b[31m\u2028\x85"'}
    writer.add(lambda: values)
    writer.close()
    assert target.lines == [values]
    assert target.content.count(b"\n") == 1
    assert all(32 <= byte < 127 for byte in target.content.rstrip(b"\n"))


def test_while_lines_cannot_be_written_nobody_waits_and_the_rest_is_counted(
    writer: LineWriter, target: _Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_writer, "MOST_WAITING", 10)
    target.may_write.clear()
    _add(writer, 0)
    assert target.is_waiting.wait(20)
    for number in range(1, 31):
        _add(writer, number)
    assert writer.dropped() == 20
    target.may_write.set()
    writer.close()
    *lines, last = target.lines
    assert lines == [{"number": number} for number in range(11)]
    assert _said(last) == {"level": "warning", "event": "lines_dropped", "lines": 20}


def test_the_end_does_not_wait_for_ever(
    writer: LineWriter, target: _Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_writer, "_SECONDS_TO_END", 0.01)
    target.may_write.clear()
    _add(writer, 0)
    writer.close()
    assert target.content == b""


def test_neither_a_full_disk_nor_a_bad_line_ends_the_log(
    writer: LineWriter, target: _Target
) -> None:
    def fail() -> Mapping[str, object]:
        message = "johndoe"
        raise KeyError(message)

    target.errors.append(OSError("full"))
    _add(writer, 0)
    assert target.is_waiting.wait(20)
    while target.errors:
        threading.Event().wait(0.001)
    writer.add(fail)
    _add(writer, 1)
    writer.close()
    lost, written, dropped = target.lines
    assert _said(lost) == {"level": "warning", "event": "line_lost", "error": "KeyError"}
    assert written == {"number": 1}
    assert _said(dropped) == {"level": "warning", "event": "lines_dropped", "lines": 1}
    assert writer.dropped() == 1


def test_a_file_is_its_owners_alone_and_opened_again_after_it_was_moved(tmp_path: Path) -> None:
    path = tmp_path / "gateway.log"
    file = RotatedFile(str(path))
    file.write(b"one\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    moved = path.rename(tmp_path / "gateway.log.1")
    file.write(b"two\n")
    file.write(b"three\n")
    assert (moved.read_text(), path.read_text()) == ("one\n", "two\nthree\n")


def test_a_file_whose_folder_is_missing_for_a_while_is_opened_again(tmp_path: Path) -> None:
    folder = tmp_path / "log"
    folder.mkdir()
    file = RotatedFile(str(folder / "gateway.log"))
    folder.rename(tmp_path / "moved")
    with pytest.raises(FileNotFoundError):
        file.write(b"lost\n")
    folder.mkdir()
    with (tmp_path / "other").open("wb") as other:  # would get the number of a closed file
        file.write(b"one\n")
        other.write(b"kept")
    assert (folder / "gateway.log").read_bytes() == b"one\n"


def test_a_planted_link_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "gateway.log"
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"):
        RotatedFile(str(path))


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders")
def test_a_planted_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "gateway.log")
    with pytest.raises(OSError, match="No such device"):
        RotatedFile(str(tmp_path / "gateway.log"))
