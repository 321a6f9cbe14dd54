"""The options of ``lookup``: what goes together, and what they choose."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from profile_browser.__main__ import main
from profile_browser.settings import connection_files
from profile_browser.terminal import command_connection, list_run, list_source, row_printer

if TYPE_CHECKING:
    from pathlib import Path

    from profile_browser.domain.connection import Connection

pytestmark = pytest.mark.usefixtures("program_log")


@pytest.fixture(autouse=True)
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the path of the administrator's file. Nobody has one."""
    system = tmp_path / "system.toml"
    monkeypatch.setattr(connection_files, "configuration_files", lambda: (system, tmp_path / "own"))
    return system


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Give at least one username, or a list with --from."),
        (["johndoe", "--from", "x"], "Give usernames or a list with --from, not both."),
        (["johndoe", "--csv"], "--csv is only for a list. Give one with --from."),
        (["johndoe", "--missing-only"], "--missing-only is only for a list."),
        (["johndoe", "--column", "Login"], "--column is only for a list."),
        (["--from", "x", "--json", "--csv"], "--json and --csv cannot be combined."),
        (["--from", "x", "--csv", "--missing-only"], "--csv and --missing-only cannot be"),
        (["--from", "x", "--exactly"], "--from and --exactly cannot be combined."),
        (["--from", "x", "--details"], "--from and --details cannot be combined."),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["lookup", "--sample", *words])
    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ([], row_printer.OutputFormat.TEXT),
        (["--json"], row_printer.OutputFormat.JSON),
        (["--csv"], row_printer.OutputFormat.CSV),
        (["--missing-only"], row_printer.OutputFormat.MISSING_ONLY),
    ],
)
def test_the_options_and_the_administrator_s_file_reach_the_list(
    words: list[str], form: row_printer.OutputFormat, system: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system.write_text("largest_list = 25\n", "utf-8")
    made: list[tuple[object, ...]] = []

    def note(*given: object) -> None:
        made.append(given)

    class Run:
        def __init__(self, *_given: object) -> None:
            pass

        def run(self) -> int:
            return 1

    monkeypatch.setattr(list_source, "require_list", lambda _file: None)
    monkeypatch.setattr(list_source, "ListSource", note)
    monkeypatch.setattr(row_printer, "RowPrinter", note)
    monkeypatch.setattr(list_run, "ListRun", Run)
    assert main(["lookup", "--from", "list.csv", "--column", "Login", "--sample", *words]) == 1
    (chosen, _), (file, column, _, largest) = made
    assert (chosen, file, column, largest) == (form, "list.csv", "Login", 25)


def test_a_missing_list_is_reported_before_a_password_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def ask(_connection: Connection) -> Connection:
        pytest.fail("a password is asked for")

    monkeypatch.setattr(command_connection, "with_password", ask)
    absent = str(tmp_path / "absent.csv")
    address = (
        "--connection-string",
        "couchbases://db1",
        "--username",
        "agent",
        "--bucket",
        "users",
    )
    assert main(["lookup", "--from", absent, *address]) == 2
    assert f"{absent} cannot be read: No such file or directory." in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_list_in_a_named_pipe_is_opened_once(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    list_source.require_list(str(path))  # waits for a writer if it opens the pipe
