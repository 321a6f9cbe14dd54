"""The rows of a list are saved and copied only if that is asked for."""

from __future__ import annotations

import os
import stat
from threading import Event, Timer
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QTableView, QWidget

from profile_browser.desktop import list_saver
from profile_browser.domain.list_input import ListError, ListFault
from profile_browser.lists.saving import save_rows
from profile_browser.messages import people_list as wording
from tests.gui.fakes import STAGING
from tests.gui.people_lists import (
    CONTROL,
    LIST,
    choose_file,
    run,
    start,
    wait_for_end,
)
from tests.gui.threads import LONGEST_WAIT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import NoReturn

    from profile_browser.domain.fields import Field
    from profile_browser.domain.list_input import SaveFormat
    from profile_browser.domain.people_list import ListRow
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

NAMES = ("johndoe", "nobody", "alice")


def save(driver: Driver, path: Path) -> None:
    ask_to_save(driver, path)
    driver.qtbot.waitUntil(lambda: driver.status == f"Saved 3 rows to {path.name}")


@pytest.fixture
def ended(driver: Driver) -> Driver:
    """Return a window with a list that was looked up."""
    run(driver, *NAMES)
    return driver


def behind(gate: Event) -> Callable[..., None]:
    """Return a saving that waits for this gate."""

    def save_slowly(
        path: Path, rows: Sequence[ListRow], fields: Sequence[Field], form: SaveFormat
    ) -> None:
        gate.wait(LONGEST_WAIT)
        save_rows(path, rows, fields, form)

    return save_slowly


def ask_to_save(driver: Driver, path: Path) -> None:
    driver.click("saveListButton")
    choose_file(driver, "saveListDialog", path)


def test_a_list_is_saved_with_the_missing_ones_in_their_place(
    ended: Driver, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    save(ended, path)
    lines = path.read_text("utf-8-sig").splitlines()
    assert [line.split(",")[0].strip('"') for line in lines[1:]] == [*NAMES]
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_saved_list_has_everything_that_the_table_shows(ended: Driver, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    save(ended, path)
    header, row, *_ = path.read_text("utf-8-sig").splitlines()
    assert header == "Asked for,Outcome,Username,Full name,E-mail,Account"
    assert row == "johndoe,found,johndoe,John Doe,johndoe@example.com,Active"


def test_the_form_goes_by_the_name_of_the_file(ended: Driver, tmp_path: Path) -> None:
    path = tmp_path / "people.jsonl"
    save(ended, path)
    assert path.read_text("utf-8").startswith("{")


def test_the_suggested_name_has_nobodys_name(ended: Driver) -> None:
    ended.click("saveListButton")
    dialog = ended.part(QFileDialog, "saveListDialog")
    (selected,) = dialog.selectedFiles()
    assert selected.rpartition("/")[2].startswith("people-")
    assert selected.endswith(".csv")
    dialog.filterSelected.emit(dialog.nameFilters()[1])
    assert dialog.defaultSuffix() == "jsonl"


def test_a_failed_saving_is_said_and_the_list_is_still_there(
    ended: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> NoReturn:
        raise ListError(ListFault.NOT_SAVED, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(list_saver, "save_rows", fail)
        ask_to_save(ended, tmp_path / "people.csv")
        sentence = "The list was not saved: No space left on device."
        ended.qtbot.waitUntil(lambda: ended.status == sentence)
    assert ended.text("listResult") == sentence
    assert ended.part(QWidget, "listResult").isVisible()
    save(ended, tmp_path / "people.csv")
    assert not ended.part(QWidget, "listResult").isVisible()


def test_a_list_can_be_saved_after_an_unexpected_error(
    ended: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> NoReturn:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(list_saver, "save_rows", fail)
        ask_to_save(ended, tmp_path / "people.csv")
        ended.qtbot.waitUntil(
            lambda: ended.status == "The list was not saved: MemoryError.",
        )
    save(ended, tmp_path / "people.csv")


def test_a_list_that_is_being_saved_when_the_window_is_closed_is_saved(
    windows: Windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = windows.open(STAGING)
    run(driver, *NAMES)
    gate = Event()
    monkeypatch.setattr(list_saver, "save_rows", behind(gate))
    ask_to_save(driver, tmp_path / "people.csv")
    Timer(0.05, gate.set).start()
    driver.browser.close()
    assert [path.name for path in tmp_path.iterdir()] == ["people.csv"]


def test_a_saved_list_is_closed_without_a_question(
    ended: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(ended, tmp_path / "people.csv")
    monkeypatch.setattr(QMessageBox, "exec", lambda _: pytest.fail("asked"))
    ended.click("closeListButton")
    assert ended.page == "welcomePage"


def test_a_saved_list_that_is_still_running_is_not_closed_without_a_question(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    driver.stores.hold("nobody")
    start(driver, *NAMES)
    driver.wait_until_asked("nobody")
    save(driver, tmp_path / "people.csv")
    driver.click("closeListButton")
    driver.stores.release_all()
    wait_for_end(driver)
    driver.click("closeListButton")
    assert (driver.page, asked) == (LIST, [wording.CLOSING_RUNNING, wording.CLOSING])


def test_a_list_that_grew_while_it_was_saved_is_not_closed_without_a_question(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Event()
    monkeypatch.setattr(list_saver, "save_rows", behind(gate))
    driver.stores.hold("nobody")
    start(driver, *NAMES)
    driver.wait_until_asked("nobody")
    ask_to_save(driver, tmp_path / "people.csv")
    driver.stores.release_all()
    wait_for_end(driver)
    gate.set()
    driver.qtbot.waitUntil(lambda: driver.status == "Saved 3 rows to people.csv")
    asked: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    driver.click("closeListButton")
    assert (driver.page, asked) == (LIST, [wording.CLOSING])


def test_nothing_is_written_unless_it_is_asked_for(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_saver, "save_rows", lambda *_: pytest.fail("saved"))
    run(driver, *NAMES)
    driver.click("saveListButton")
    driver.part(QFileDialog, "saveListDialog").reject()
    driver.press(Qt.Key.Key_Escape)
    assert [*tmp_path.iterdir()] == []


def test_the_button_copies_the_rows_that_are_shown(ended: Driver) -> None:
    ended.click("copyListButton")
    lines = ended.clipboard.splitlines()
    assert len(lines) == 4
    assert lines[1].startswith("johndoe\t")
    assert "3 rows" in ended.status


def test_the_keys_copy_the_selected_row(ended: Driver) -> None:
    table = ended.part(QTableView, "peopleTable")
    table.setCurrentIndex(table.model().index(2, 0))
    QTest.keyClick(table, Qt.Key.Key_C, CONTROL)
    assert ended.clipboard.startswith("alice\t")
    ended.press(Qt.Key.Key_C, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert "Alice Chains" in ended.clipboard
    assert "\t" not in ended.clipboard
