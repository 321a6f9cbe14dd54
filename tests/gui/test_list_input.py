"""A list of many people is taken by keyboard, mouse, paste and drop, and nobody is asked yet."""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QPlainTextEdit,
    QTableWidget,
    QToolButton,
    QWidget,
)

from profile_browser.desktop import list_reader
from profile_browser.domain.configuration import Configuration
from profile_browser.lists.reading import read_text
from profile_browser.settings.selection import NO_CONNECTION
from profile_browser.ui.widgets.paste_field import LONGEST_SHOWN
from tests.gui.fakes import STAGING
from tests.gui.people_lists import (
    CONTROL,
    INPUT,
    LIST,
    choose_file,
    drop,
    files,
    open_list,
    paste_field,
    paste_into,
    prepare,
    start_button,
    text,
    wait_for_counts,
    wait_for_end,
    wait_for_fault,
)
from tests.gui.threads import LONGEST_WAIT, worker_threads

if TYPE_CHECKING:
    from pathlib import Path

    from profile_browser.lists.reading import ListDocument
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

LINES = "johndoe\nalice\n"
TABLE = "Nr;E-Mail;Username\n1;johndoe@example.com;johndoe\n2;alice@example.com;alice\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(TABLE, "utf-8")
    return path


def choice(driver: Driver) -> QComboBox:
    return driver.part(QComboBox, "columnChoice")


def test_the_key_opens_the_page_and_the_list_is_typed_there(driver: Driver) -> None:
    open_list(driver)
    assert (driver.page, driver.window.focusWidget()) == (INPUT, paste_field(driver))
    assert not start_button(driver).isEnabled()
    QTest.keyClicks(paste_field(driver), "johndoe\ralice\rjohndoe")
    assert wait_for_counts(driver) == "3 usernames, 1 twice. Look up 2?"
    assert paste_field(driver).hasFocus()
    assert driver.stores.opened == []


@pytest.mark.parametrize("way", ["start page", "menu"])
def test_the_mouse_opens_the_page(driver: Driver, way: str) -> None:
    if way == "start page":
        driver.click("lookUpListButton")
    else:
        driver.look_up("johndoe")
        menu = driver.part(QToolButton, "helpButton").menu()
        (entry,) = [action for action in menu.actions() if action.text().startswith("Look up a")]
        entry.trigger()
    assert driver.page == INPUT


def test_several_lines_pasted_into_the_search_field_are_a_list(driver: Driver) -> None:
    paste_into(driver.field, LINES)
    assert (driver.page, driver.field.text()) == (INPUT, "")
    assert paste_field(driver).toPlainText() == LINES
    assert wait_for_counts(driver) == "2 usernames. Look up 2?"
    assert start_button(driver).hasFocus()
    assert driver.stores.opened == []


@pytest.mark.parametrize("pasted", ["johndoe\n", "\n johndoe\r\n\n", "johndoe"])
def test_one_line_pasted_into_the_search_field_is_one_lookup(driver: Driver, pasted: str) -> None:
    paste_into(driver.field, pasted)
    driver.look_up_by_key(Qt.Key.Key_Return)
    assert driver.values[0] == "johndoe"


def test_several_lines_pasted_from_the_menu_are_a_list(driver: Driver) -> None:
    QGuiApplication.clipboard().setText(LINES)
    paste = next(
        entry
        for entry in driver.menu_opened_by(lambda: driver.ask_for_menu(driver.field))
        if entry.startswith("&Paste")
    )
    driver.menu_opened_by(lambda: driver.ask_for_menu(driver.field), choose=paste)
    assert (driver.page, driver.field.text()) == (INPUT, "")


def test_one_line_pasted_from_the_menu_goes_into_the_field(driver: Driver) -> None:
    QGuiApplication.clipboard().setText("johndoe")
    paste = next(
        entry
        for entry in driver.menu_opened_by(lambda: driver.ask_for_menu(driver.field))
        if entry.startswith("&Paste")
    )
    driver.menu_opened_by(lambda: driver.ask_for_menu(driver.field), choose=paste)
    assert driver.field.text() == "johndoe"


def test_several_selected_lines_pasted_by_the_middle_button_are_a_list(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    clipboard = QGuiApplication.clipboard()
    selected = {QClipboard.Mode.Selection: LINES}  # the offscreen plug-in has no selection
    monkeypatch.setattr(
        type(clipboard), "text", lambda _, mode=QClipboard.Mode.Clipboard: selected.get(mode, "")
    )
    QTest.mouseClick(driver.field, Qt.MouseButton.MiddleButton)
    assert (driver.page, driver.field.text()) == (INPUT, "")


def test_pasting_a_list_cancels_a_pending_lookup(driver: Driver) -> None:
    driver.stores.hold("johndoe")
    driver.ask("johndoe")
    driver.wait_until_asked("johndoe")
    paste_into(driver.field, LINES)
    assert (driver.page, driver.browser.is_waiting) == (INPUT, False)
    driver.stores.release_all()
    wait_for_counts(driver)
    assert (driver.page, driver.field.text(), driver.status) == (INPUT, "", "")


def test_a_file_dropped_anywhere_opens_with_its_columns(driver: Driver, table: Path) -> None:
    for part in (driver.field, driver.part(QWidget, "welcomePage"), driver.window):
        assert drop(part, files(table))
        assert wait_for_counts(driver) == "2 usernames. Look up 2?"
        assert driver.text("listSource") == "people.csv: a table, in UTF-8"
        assert choice(driver).currentText() == "Username"
        assert not paste_field(driver).isVisible()
        driver.press(Qt.Key.Key_Escape)
    assert driver.field.text() == ""


def test_a_file_dropped_on_the_field_for_pasting_opens_too(driver: Driver, table: Path) -> None:
    open_list(driver)
    assert drop(paste_field(driver).viewport(), files(table))
    assert wait_for_counts(driver) == "2 usernames. Look up 2?"
    assert paste_field(driver).toPlainText() == ""


def test_several_lines_dropped_on_the_window_are_a_list(driver: Driver) -> None:
    assert drop(driver.field, text(LINES))
    assert wait_for_counts(driver) == "2 usernames. Look up 2?"
    assert driver.field.text() == ""


def test_one_line_dropped_on_the_search_field_goes_into_it(driver: Driver) -> None:
    assert drop(driver.field, text("johndoe"))
    assert (driver.page, driver.field.text()) == ("welcomePage", "johndoe")
    assert not drop(driver.part(QWidget, "welcomePage"), text("alice"))


def test_two_files_a_folder_and_an_address_are_refused_in_a_sentence(
    driver: Driver, table: Path, tmp_path: Path
) -> None:
    drop(driver.window, files(table, table))
    assert (driver.page, driver.status) == ("welcomePage", "Drop one file at a time.")
    web = QMimeData()
    web.setUrls([QUrl("https://example.com/people.csv")])
    drop(driver.window, web)
    assert driver.status == "Only a file on this computer can be dropped here."
    drop(driver.window, files(tmp_path))
    assert wait_for_fault(driver) == "This is not a file with a list."
    assert not start_button(driver).isEnabled()


def test_another_column_is_chosen_by_keyboard(driver: Driver, table: Path) -> None:
    drop(driver.window, files(table))
    wait_for_counts(driver)
    choice(driver).setFocus()
    driver.press(Qt.Key.Key_Up)
    assert not start_button(driver).isEnabled()
    wait_for_counts(driver)
    assert choice(driver).currentText() == "E-Mail"
    assert choice(driver).hasFocus()
    assert "2 e-mail addresses" in driver.text("listCounts")


def test_another_column_is_chosen_by_a_click_on_it(driver: Driver, table: Path) -> None:
    drop(driver.window, files(table))
    wait_for_counts(driver)
    preview = driver.part(QTableWidget, "listPreview")
    place = preview.visualRect(preview.model().index(0, 1)).center()
    QTest.mouseClick(preview.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert choice(driver).currentText() == "E-Mail"


def test_a_file_is_opened_from_a_dialog(driver: Driver, table: Path) -> None:
    open_list(driver)
    driver.click("openListButton")
    choose_file(driver, "openListDialog", table)
    wait_for_counts(driver)
    assert driver.text("listSource") == "people.csv: a table, in UTF-8"
    driver.click("pasteInsteadButton")
    assert driver.window.focusWidget() is paste_field(driver)
    assert not start_button(driver).isEnabled()
    assert not driver.part(QWidget, "listPreview").isVisible()


def test_a_pasted_table_has_columns_to_choose_from(driver: Driver) -> None:
    paste_into(driver.field, TABLE)
    wait_for_counts(driver)
    assert paste_field(driver).isVisible()
    assert choice(driver).isVisible()


def test_the_encoding_that_was_taken_is_said(driver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("j\xf6rg\nalice\n".encode("cp1252"))
    drop(driver.window, files(path))
    wait_for_counts(driver)
    assert driver.text("listSource").startswith("old.txt: one entry on each line, in Windows-1252")


def test_a_list_that_is_too_long_is_refused_and_it_says_who_decides(windows: Windows) -> None:
    windows.files.configuration = Configuration(largest_list=2)
    driver = windows.open()
    paste_into(driver.field, "a\nb\nc")
    fault = wait_for_fault(driver)
    assert "at most 2" in fault
    assert fault.endswith("Your administrator sets this limit.")
    assert not start_button(driver).isEnabled()


def test_a_very_long_paste_is_not_laid_out_in_the_field(driver: Driver) -> None:
    names = "\n".join(f"person{number:06}" for number in range(LONGEST_SHOWN // 10))
    paste_into(driver.field, names)
    assert wait_for_counts(driver).endswith("Look up 10,000?")
    assert paste_field(driver).toPlainText() == ""
    open_list(driver)
    driver.click("pasteInsteadButton")
    paste_into(paste_field(driver), names)
    assert wait_for_counts(driver).endswith("Look up 10,000?")
    assert paste_field(driver).toPlainText() == ""


def test_typing_goes_on_in_the_field_while_the_list_is_counted(driver: Driver) -> None:
    open_list(driver)
    QTest.keyClicks(paste_field(driver), "johndoe")
    wait_for_counts(driver)
    QTest.keyClicks(paste_field(driver), "\ralice")
    assert not start_button(driver).isEnabled()
    assert wait_for_counts(driver) == "2 usernames. Look up 2?"
    paste_field(driver).selectAll()
    driver.press(Qt.Key.Key_Delete)
    driver.qtbot.waitUntil(lambda: not start_button(driver).isEnabled())
    assert not driver.part(QWidget, "listCounts").isVisible()


def test_control_enter_shows_the_counts_before_it_looks_up(driver: Driver) -> None:
    open_list(driver)
    QTest.keyClicks(paste_field(driver), "johndoe\ralice")
    driver.press(Qt.Key.Key_Return, CONTROL)
    assert driver.page == INPUT
    wait_for_counts(driver)
    assert start_button(driver).hasFocus()
    assert driver.stores.opened == []


def test_control_enter_looks_up_what_was_counted(driver: Driver) -> None:
    open_list(driver)
    paste_into(paste_field(driver), "johndoe\nalice")
    wait_for_counts(driver)
    driver.press(Qt.Key.Key_Return, CONTROL)
    assert driver.page == LIST
    wait_for_end(driver)


def test_control_enter_looks_up_the_list_wherever_the_focus_is(driver: Driver, table: Path) -> None:
    drop(driver.window, files(table))
    wait_for_counts(driver)
    driver.part(QComboBox, "columnChoice").setFocus()
    driver.press(Qt.Key.Key_Return, CONTROL)
    assert driver.page == LIST
    wait_for_end(driver)


def test_a_list_is_pasted_in_place_of_another_wherever_the_focus_is(
    driver: Driver, table: Path
) -> None:
    drop(driver.window, files(table))
    wait_for_counts(driver)
    paste_into(start_button(driver), "johndoe\nalice\nbare")
    assert wait_for_counts(driver) == "3 usernames. Look up 3?"
    paste_into(start_button(driver), "\n")
    assert paste_field(driver).toPlainText() == "johndoe\nalice\nbare"


def test_escape_goes_back_and_keeps_what_was_pasted(driver: Driver) -> None:
    open_list(driver)
    QTest.keyClicks(paste_field(driver), "johndoe\ralice")
    wait_for_counts(driver)
    driver.press(Qt.Key.Key_Escape)
    assert (driver.page, driver.field.hasFocus()) == ("welcomePage", True)
    open_list(driver)
    assert paste_field(driver).toPlainText() == "johndoe\nalice"
    driver.click("cancelListButton")
    assert driver.page == "welcomePage"


def test_a_switch_of_the_connection_forgets_what_was_pasted(driver: Driver) -> None:
    prepare(driver, "johndoe", "alice")
    driver.browser.switch(replace(STAGING, title="Other"))
    assert driver.page == "welcomePage"
    open_list(driver)
    assert paste_field(driver).toPlainText() == ""
    assert not start_button(driver).isEnabled()


def test_a_list_that_is_still_being_read_is_not_shown_after_a_switch(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Event()

    def read_slowly(text: str) -> ListDocument:
        gate.wait(LONGEST_WAIT)
        return read_text(text)

    monkeypatch.setattr(list_reader, "read_text", read_slowly)
    paste_into(driver.field, LINES)
    driver.browser.switch(replace(STAGING, title="Other"))
    open_list(driver)
    gate.set()
    driver.qtbot.waitUntil(lambda: "list" not in {thread.name for thread in worker_threads()})
    QApplication.processEvents()
    assert not start_button(driver).isEnabled()
    assert not driver.part(QWidget, "listCounts").isVisible()


@pytest.mark.parametrize("given", ["text", "file", "column"])
def test_a_list_that_is_being_read_is_not_looked_up_as_the_one_before(
    driver: Driver, tmp_path: Path, given: str
) -> None:
    prepare(driver, "johndoe", "alice")
    lists = driver.window.lists
    match given:
        case "text":
            lists.text_given.emit("a\nb")
        case "file":
            lists.file_given.emit(str(tmp_path))
        case _:
            lists.column_chosen.emit(0)
    lists.start_wanted.emit("")
    assert driver.page == INPUT


def test_without_a_connection_there_is_no_list(windows: Windows) -> None:
    driver = windows.open(NO_CONNECTION)
    open_list(driver)
    paste_into(driver.field, LINES)
    assert driver.page == "welcomePage"
    assert driver.status.startswith("No connection")


def test_the_lines_of_the_list_are_hidden_text_for_no_one(driver: Driver) -> None:
    """What is dropped or pasted with formats arrives as plain text."""
    open_list(driver)
    data = QMimeData()
    data.setHtml("<b>johndoe</b>")
    data.setText("johndoe\nalice")
    field = driver.part(QPlainTextEdit, "pasteField")
    field.insertFromMimeData(data)
    assert field.toPlainText() == "johndoe\nalice"


def test_a_screen_reader_hears_what_a_pasted_list_has(driver: Driver, announced: list[str]) -> None:
    prepare(driver, "johndoe", "alice")
    assert announced[-1] == "2 usernames. Look up 2?"
