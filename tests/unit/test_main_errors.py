"""When something goes wrong, the command line ends with a sentence and a code, not a traceback."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from profile_browser import commands as program
from profile_browser.records.log import log_file
from profile_browser.settings import connection_files
from profile_browser.terminal import lookup

pytestmark = pytest.mark.usefixtures("program_log")


@pytest.fixture(autouse=True)
def no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point the program to connection files that do not exist."""
    files = (tmp_path / "system.toml", tmp_path / "connections.toml")
    monkeypatch.setattr(connection_files, "configuration_files", lambda: files)


def test_an_interrupt_ends_the_program_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_words: object, **_options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(lookup, "look_up_all", interrupt)
    assert program.run_program(["lookup", "a", "--sample"]) == 130
    assert capsys.readouterr() == ("", "Interrupted.\n")


@pytest.mark.parametrize("words", [(), ("lookup", "a", "--sample")], ids=["window", "lookup"])
def test_an_internal_error_is_one_sentence_with_a_traceback_in_the_log(
    words: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_words: object, **_options: object) -> int:
        raise ValueError

    monkeypatch.setattr(lookup, "look_up_all", fail)
    app = ModuleType("profile_browser.desktop.application")
    monkeypatch.setattr(app, "run", fail, raising=False)
    monkeypatch.setitem(sys.modules, app.__name__, app)
    assert program.run_program(words) == 70
    assert capsys.readouterr() == (
        "",
        "profile-browser: An internal error occurred. The log file says where.\n",
    )
    assert "in fail" in log_file().read_text("utf-8")


def test_a_missing_file_is_not_reported_as_failed_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def without_file(*_: object, **__: object) -> int:
        raise FileNotFoundError(2, "No such file or directory", "sample_profiles.jsonl")

    monkeypatch.setattr(lookup, "look_up_all", without_file)
    assert program.run_program(["lookup", "johndoe", "--sample"]) == 70
    assert "output" not in capsys.readouterr().err
