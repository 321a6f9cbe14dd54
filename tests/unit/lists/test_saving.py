"""What a saved list contains, and what remains if it cannot be saved."""

import csv
import errno
import json
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from profile_browser.domain.fields import FIELDS, Field
from profile_browser.domain.list_input import ListError, ListFault, SaveFormat
from profile_browser.domain.people_list import Entry, ListRow, RowState
from profile_browser.domain.refusal import Refusal, RefusalKind
from profile_browser.lists.reading import read_file
from profile_browser.lists.saving import save_format_of, save_rows
from tests.unit.helpers.lists import fault, found, missing
from tests.unit.helpers.people import CLUSTER

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
ROWS = [found("john", full_name="Jörg"), missing("nobody"), found("=mary", disabled=True)]


def save(path: Path, form: SaveFormat = SaveFormat.CSV) -> None:
    save_rows(path, ROWS, FIELDS, form)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "saved.csv"


def test_a_saved_table_has_everybody_in_the_order_of_the_list(path: Path) -> None:
    save(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfAsked for,")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["Asked for", "Outcome", "Username", "Full name", "E-mail", "Account"],
            ["john", "found", "john", "Jörg", "", ""],
            ["nobody", "missing", "", "", "", ""],
            ["'=mary", "found", "'=mary", "", "", "Disabled"],
        ]


def test_saved_json_lines_have_everybody_in_the_order_of_the_list(path: Path) -> None:
    save(path, SaveFormat.JSON_LINES)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["asked"] for line in lines] == ["john", "nobody", "=mary"]
    assert [json.loads(line)["outcome"] for line in lines] == ["found", "missing", "found"]


@pytest.mark.parametrize("form", SaveFormat)
def test_a_saved_list_can_be_opened_again(tmp_path: Path, form: SaveFormat) -> None:
    path = tmp_path / f"saved{form.value}"
    asked = ["john", "=1+1", "'+2", "a;-b", '"q"', "userprofile::x", "two\nlines", "x,y", "@z"]
    save_rows(path, [missing(text) for text in asked], FIELDS, form)
    document = read_file(path)
    prepared = document.prepare(document.preview.column, CLUSTER, 100)
    assert [entry.text for entry in prepared.entries] == asked


def test_a_saved_table_is_read_by_its_own_delimiter(path: Path) -> None:
    save_rows(path, [missing("a;b"), missing("c;d")], [Field("Points; all")], SaveFormat.CSV)
    prepared = read_file(path).prepare(0, CLUSTER, 10)
    assert [entry.text for entry in prepared.entries] == ["a;b", "c;d"]


@pytest.mark.parametrize("form", SaveFormat)
def test_what_was_refused_is_not_looked_up_when_the_list_is_opened_again(
    path: Path, form: SaveFormat
) -> None:
    cut = Entry("x" * 199 + "…", refusal=Refusal(RefusalKind.TEXT_TOO_LONG))
    save_rows(path, [ListRow(cut, RowState.REFUSED)], FIELDS, form)
    (entry,) = read_file(path).prepare(0, CLUSTER, 10).entries
    assert (entry.text, entry.refusal) == (cut.text, Refusal(RefusalKind.REFUSED_BEFORE))


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.csv", SaveFormat.CSV),
        ("a", SaveFormat.CSV),
        ("a.JSONL", SaveFormat.JSON_LINES),
        ("a.ndjson", SaveFormat.JSON_LINES),
        ("a.json", SaveFormat.JSON_LINES),
    ],
)
def test_the_suffix_decides_on_the_form(name: str, form: SaveFormat) -> None:
    assert save_format_of(Path(name)) is form


@on_unix
def test_only_its_owner_can_read_a_saved_list(path: Path) -> None:
    save(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    save(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@on_unix
def test_a_link_to_a_file_stays_a_link(path: Path) -> None:
    target = path.with_name("target.csv")
    target.write_text("old")
    path.symlink_to(target)
    save(path)
    assert path.is_symlink()
    assert "john" in target.read_text(encoding="utf-8")


@on_unix
def test_a_link_to_nothing_gets_its_file(path: Path) -> None:
    path.symlink_to(path.with_name("target.csv"))
    save(path)
    assert "john" in path.with_name("target.csv").read_text(encoding="utf-8")


def remains(path: Path, content: str) -> bool:
    """Return whether the folder has this file with this content, and nothing else."""
    return list(path.parent.iterdir()) == [path] and path.read_text() == content


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_if_saving_fails_the_old_file_remains(
    path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path.write_text("old")
    monkeypatch.setattr(os if failing == "fsync" else Path, failing, fail)
    with pytest.raises(ListError) as raised:
        save(path)
    assert raised.value.kind is ListFault.NOT_SAVED
    assert raised.value.values == (os.strerror(errno.ENOSPC),)
    assert remains(path, "old")


def test_if_the_rows_end_in_a_fault_the_old_file_remains(path: Path) -> None:
    def rows() -> Iterator[ListRow]:
        yield missing("john")
        raise RuntimeError

    path.write_text("old")
    with pytest.raises(RuntimeError):
        save_rows(path, rows(), FIELDS, SaveFormat.CSV)
    assert remains(path, "old")


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    assert fault(lambda: save(tmp_path)) is ListFault.NOT_SAVED_THERE
    assert not list(tmp_path.iterdir())


@on_unix
def test_a_pipe_is_not_waited_for_and_not_replaced(path: Path) -> None:
    os.mkfifo(path)
    assert fault(lambda: save(path)) is ListFault.NOT_SAVED_THERE
    assert path.is_fifo()


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    assert fault(lambda: save(tmp_path / "absent" / "saved.csv")) is ListFault.NOT_SAVED


def test_a_file_that_may_not_be_written_is_not_replaced(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    path.write_text("old")
    monkeypatch.setattr(Path, "open", refuse)
    assert fault(lambda: save(path)) is ListFault.NOT_SAVED
    monkeypatch.undo()
    assert remains(path, "old")


def test_a_name_as_long_as_the_system_allows_can_be_saved(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 251 + ".csv")
    save(path)
    assert path.exists()


@pytest.mark.parametrize("form", SaveFormat)
def test_half_a_character_does_not_prevent_saving(path: Path, form: SaveFormat) -> None:
    save_rows(path, [ListRow(Entry("a\ud800"))], FIELDS, form)
    assert path.stat().st_size
