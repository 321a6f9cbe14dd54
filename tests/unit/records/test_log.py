"""The log helps an administrator and reveals nothing about customers."""

import logging
import os
import stat
import sys
from logging import StreamHandler
from pathlib import Path
from typing import NoReturn

import pytest

from profile_browser.records import log
from profile_browser.records.log import FILE_NAME, log_file, start_log
from tests.unit.helpers.program import Result, python

SECRET = "marked-secret"


@pytest.fixture
def folder(tmp_path: Path, program_log: logging.Logger) -> Path:
    """Start the log in a folder that does not exist yet."""
    program_log.handlers.clear()
    folder = tmp_path / "state" / "profile-browser"
    start_log(lambda: folder)
    return folder


def _fail() -> NoReturn:
    raise ValueError(SECRET)


def _break() -> None:
    try:
        _fail()
    except ValueError as error:
        other = f"again {SECRET}"
        raise LookupError(other) from error


def _log_an_error(logger: logging.Logger) -> None:
    try:
        _break()
    except LookupError:
        logger.exception("A lookup failed")


def _written(folder: Path) -> str:
    return (folder / FILE_NAME).read_text("utf-8")


def test_an_exception_is_logged_with_its_place_and_type(
    folder: Path, program_log: logging.Logger
) -> None:
    _log_an_error(program_log)
    written = _written(folder)
    assert "ERROR profile_browser: A lookup failed" in written
    assert "in _break" in written
    assert written.index("ValueError") < written.index("and then") < written.index("LookupError")


def test_the_text_of_an_exception_is_never_logged(
    folder: Path, program_log: logging.Logger
) -> None:
    _log_an_error(program_log)
    assert SECRET not in _written(folder)


def test_the_text_of_a_replaced_exception_is_never_logged(
    folder: Path, program_log: logging.Logger
) -> None:
    try:
        try:
            _fail()
        except ValueError:
            raise KeyError(SECRET) from None
    except KeyError:
        program_log.exception("A lookup failed")
    assert SECRET not in _written(folder)
    assert "KeyError" in _written(folder)


def test_a_record_with_empty_exception_info_is_one_line(
    folder: Path, program_log: logging.Logger
) -> None:
    program_log.error("A lookup failed", exc_info=sys.exc_info())
    assert len(_written(folder).splitlines()) == 1


def test_records_of_every_module_reach_the_file(folder: Path) -> None:
    logging.getLogger("profile_browser.stores.store").info("Kept: Zoë 山田")
    assert _written(folder).endswith("INFO profile_browser.stores.store: Kept: Zoë 山田\n")


def test_a_run_that_logs_nothing_creates_no_file(folder: Path, program_log: logging.Logger) -> None:
    program_log.debug("Not worth a line")
    assert not folder.exists()


def test_only_the_owner_can_read_the_folder(folder: Path, program_log: logging.Logger) -> None:
    program_log.info("Something")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_starting_the_log_twice_does_not_write_records_twice(
    folder: Path, program_log: logging.Logger
) -> None:
    start_log(lambda: folder)
    program_log.info("Something")
    assert len(_written(folder).splitlines()) == 1


def test_log_records_do_not_appear_on_the_terminal(
    folder: Path, program_log: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = StreamHandler(sys.stderr)
    logging.getLogger().addHandler(terminal)
    program_log.error("Something")
    logging.getLogger().removeHandler(terminal)
    assert capsys.readouterr() == ("", "")
    assert "Something" in _written(folder)


def test_an_unwritable_folder_breaks_nothing(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.write_text("a file where the folder should be")
    program = (
        "import logging\n"
        "from profile_browser.records.log import start_log\n"
        "start_log()\n"
        "for _ in range(2):\n"
        "    logging.getLogger('profile_browser.desktop.application').error('Something')\n"
    )
    assert python("-c", program, home=tmp_path, XDG_STATE_HOME=str(state)) == Result(0, "", "")


def test_without_a_home_folder_the_program_goes_on(
    program_log: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    def unknown() -> NoReturn:
        raise RuntimeError(SECRET)

    program_log.handlers.clear()
    start_log(unknown)
    program_log.error("Something")
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
def test_a_full_disk_prints_nothing_on_the_terminal(
    folder: Path, program_log: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.mkdir(parents=True)
    (folder / FILE_NAME).symlink_to("/dev/full")
    program_log.error("Something of %s", SECRET)
    assert capsys.readouterr() == ("", "")


def test_a_log_file_that_cannot_be_rotated_is_still_written_to(
    folder: Path, program_log: logging.Logger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> NoReturn:
        raise PermissionError

    monkeypatch.setattr(log, "LARGEST_FILE", 200)
    monkeypatch.setattr(os, "rename", refuse)
    monkeypatch.setattr(os, "replace", refuse)
    for number in range(5):
        program_log.info("Record %s %s", number, "x" * 80)
    assert [f"Record {number}" in _written(folder) for number in range(5)] == [True] * 5


def test_the_path_that_is_shown_is_the_file_that_is_written(program_log: logging.Logger) -> None:
    program_log.handlers.clear()
    start_log()
    program_log.info("Something")
    assert "Something" in log_file().read_text("utf-8")


def test_a_lone_surrogate_in_a_record_breaks_nothing(
    folder: Path, program_log: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    program_log.error("Bucket %s", "\udcff")
    program_log.error("And on it goes")
    assert capsys.readouterr() == ("", "")
    assert "And on it goes" in _written(folder)


def test_the_log_never_fills_the_disk(
    folder: Path, program_log: logging.Logger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "LARGEST_FILE", 200)
    for number in range(20):
        program_log.info("Record %s %s", number, "x" * 80)
    assert sorted(path.name for path in folder.iterdir()) == [
        FILE_NAME,
        f"{FILE_NAME}.1",
        f"{FILE_NAME}.2",
    ]
    assert "Record 19" in _written(folder)


def test_the_log_is_in_the_user_s_state_folder(tmp_path: Path, program_log: logging.Logger) -> None:
    program_log.handlers.clear()
    start_log()
    program_log.info("Something")
    assert [path.name for path in tmp_path.rglob("*.log")] == [FILE_NAME]
