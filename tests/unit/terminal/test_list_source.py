"""The list that a command looks up: a file is counted first, a pipe is read as it comes."""

from __future__ import annotations

import os
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.people_list import Entry
from profile_browser.lists.streaming import ListStream
from profile_browser.terminal import list_source
from profile_browser.terminal.list_source import ListSource
from tests.unit.helpers.people import CLUSTER

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO

LARGEST = 30


class Read:
    """What a source has yielded."""

    def __init__(self, file: object, column: str = "") -> None:
        self.counts: list[int] = []
        source = ListSource(str(file), column, CLUSTER, LARGEST)
        self.batches: list[list[Entry]] = [list(one) for one in source.batches(self.counts.append)]
        self.fault = source.fault
        self.texts = [entry.text for batch in self.batches for entry in batch]


def names(count: int) -> list[str]:
    return [f"user{number}" for number in range(count)]


def lines(count: int) -> str:
    return "".join(f"{name}\n" for name in names(count))


def pipe(folder: Path, *parts: str) -> Path:
    """Return a named pipe into which these parts are written."""
    path = folder / "pipe"
    os.mkfifo(path)

    def write() -> None:
        with path.open("w") as stream:
            for part in parts:
                stream.write(part)
                stream.flush()

    threading.Thread(target=write, daemon=True).start()
    return path


def test_a_file_is_counted_before_its_entries_come(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(f"\n{lines(LARGEST)}\n", "utf-8")
    read = Read(path)
    assert (read.counts, read.texts, read.fault) == ([LARGEST], names(LARGEST), "")


def test_a_file_that_is_too_long_is_refused_before_anything_comes_of_it(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(lines(LARGEST + 1), "utf-8")
    with pytest.raises(ConfigurationError, match="at most 30 entries"):
        Read(path)


def test_a_pipe_of_the_largest_length_is_read_whole(tmp_path: Path) -> None:
    read = Read(pipe(tmp_path, lines(LARGEST)))
    assert (read.counts, read.texts, read.fault) == ([], names(LARGEST), "")


def test_the_rest_of_a_pipe_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    read = Read(pipe(tmp_path, lines(LARGEST * 100)))
    assert read.texts == names(LARGEST)
    assert "at most 30 entries. The rest was not looked up." in read.fault


def test_a_file_that_grows_after_it_was_counted_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.txt"
    path.write_text(lines(LARGEST + 5), "utf-8")
    monkeypatch.setattr(ListStream, "count", lambda _, most: most)
    read = Read(path)
    assert read.texts == names(LARGEST)
    assert "The rest was not looked up." in read.fault


def test_the_entries_of_a_pipe_come_before_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    has_come = threading.Event()

    def write() -> None:
        with path.open("w") as stream:
            stream.write(lines(25))
            stream.flush()
            assert has_come.wait(10.0)

    threading.Thread(target=write, daemon=True).start()
    batches = ListSource(str(path), "", CLUSTER, LARGEST).batches(lambda _: None)
    come: list[Entry] = []
    while len(come) < 24:
        come += next(batches)
    has_come.set()
    rest = [entry for batch in batches for entry in batch]
    assert [entry.text for entry in [*come, *rest]] == names(25)


def test_a_pipe_that_stays_open_does_not_keep_a_list_that_ends(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    opened: list[IO[str]] = []

    def write() -> None:
        opened.append(path.open("w"))
        opened[0].write(lines(25))
        opened[0].flush()

    threading.Thread(target=write, daemon=True).start()
    batches = ListSource(str(path), "", CLUSTER, LARGEST).batches(lambda _: None)
    assert next(batches)
    ending = threading.Thread(target=batches.close, daemon=True)
    ending.start()
    ending.join(5.0)
    is_kept = ending.is_alive()
    opened[0].close()
    assert not is_kept


def test_a_pipe_is_not_read_further_ahead_than_a_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_source, "_LARGEST_BATCH", 4)
    assert max(map(len, Read(pipe(tmp_path, lines(LARGEST))).batches)) <= 4


def test_a_column_is_read_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Login;Age\njohndoe;7\nalice;8\n", "utf-8")
    assert Read(path, "Login").texts == ["johndoe", "alice"]
    with pytest.raises(ConfigurationError, match=r"list\.csv: The list has no column “Name”"):
        Read(path, "Name")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "cannot be read: No such file or directory."),
        (b"", "The list is empty."),
        (b"\x00\x01\x02" * 50, "The list is not text."),
        (b"PK\x03\x04....", "Workbooks"),
    ],
)
def test_a_list_that_cannot_be_read_is_named_with_the_reason(
    tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / "list.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigurationError) as error:
        Read(path)
    assert str(error.value).startswith(str(path))
    assert sentence in str(error.value)


def test_a_closed_standard_input_is_no_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its number may be that of a file or a socket that the program has opened."""
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(ConfigurationError, match=r"Standard input cannot be read: it is closed\."):
        Read("-")


def test_a_folder_is_no_list(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="Is a directory"):
        Read(tmp_path)


def test_what_came_before_a_failure_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.txt"
    path.write_text(lines(3), "utf-8")

    def failing(*_: object) -> object:
        yield Entry("johndoe")
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(ListStream, "entries", failing)
    read = Read(path)
    assert read.texts == ["johndoe"]
    assert read.fault == f"{path} cannot be read: Input/output error."
