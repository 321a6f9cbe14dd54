"""Using the window by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QScrollArea

from profile_browser.ui.shortcuts import native_text
from tests.gui.driver import VALUE_NAMES
from tests.gui.fakes import JOHN, found, problem

if TYPE_CHECKING:
    from tests.gui.driver import Driver

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def test_escape_goes_back_from_a_profile_and_then_clears_the_field(driver: Driver) -> None:
    driver.look_up("johndoe")
    driver.press(Qt.Key.Key_Escape)
    assert driver.page == "welcomePage"
    assert driver.field.text() == "johndoe"
    assert driver.values == ["Not recorded"] * 4
    driver.press(Qt.Key.Key_Escape)
    assert driver.field.text() == ""


def test_escape_goes_back_from_a_problem(driver: Driver) -> None:
    driver.stores.outcomes["broken"] = problem()
    driver.look_up("broken")
    driver.press(Qt.Key.Key_Escape)
    assert driver.page == "welcomePage"
    assert driver.text("welcomeHeading") == "Look up an account"


def test_escape_removes_the_message_about_a_missing_user(driver: Driver) -> None:
    driver.look_up("jon")
    driver.press(Qt.Key.Key_Escape)
    assert driver.text("welcomeHeading") == "Look up an account"
    assert driver.status == ""


def test_escape_closes_the_suggestion_list_first(driver: Driver) -> None:
    driver.look_up("johndoe")
    driver.type("joh")
    driver.qtbot.waitUntil(driver.suggestion_list.isVisible)
    driver.press(Qt.Key.Key_Escape)
    assert not driver.suggestion_list.isVisible()
    assert driver.field.text() == "joh"
    assert driver.page == "profilePage"


def test_a_suggestion_is_chosen_and_looked_up_by_keyboard(driver: Driver) -> None:
    driver.look_up("johndoe")
    driver.look_up("alice")
    driver.type("JOH")
    driver.qtbot.waitUntil(driver.suggestion_list.isVisible)
    driver.press(Qt.Key.Key_Down)
    with driver.qtbot.waitSignal(driver.browser.lookups.service.answered):
        driver.press(Qt.Key.Key_Return)
    assert driver.values[0] == "johndoe"


def test_ctrl_l_selects_the_text_in_the_field(driver: Driver) -> None:
    driver.look_up("johndoe")
    driver.part(QLabel, "readFrom").setFocus()
    driver.field.deselect()
    driver.press(Qt.Key.Key_L, CTRL)
    assert driver.field.hasFocus()
    assert driver.field.selectedText() == "johndoe"


@pytest.mark.parametrize("text", ["johndoe", " userprofile::johndoe\n", "johndoe\nalice"])
def test_ctrl_shift_v_looks_up_the_text_on_the_clipboard(driver: Driver, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    with driver.qtbot.waitSignal(driver.browser.lookups.service.answered):
        driver.press(Qt.Key.Key_V, CTRL | SHIFT)
    assert driver.values[0] == "johndoe"
    assert driver.field.text() == "johndoe"


def test_an_empty_clipboard_is_reported_and_not_looked_up(driver: Driver) -> None:
    QGuiApplication.clipboard().clear()
    driver.press(Qt.Key.Key_V, CTRL | SHIFT)
    assert driver.status == "There is no text on the clipboard"
    assert driver.stores.asked == []


def test_the_field_has_the_focus_after_an_empty_text_is_refused(driver: Driver) -> None:
    driver.part(QPushButton, "lookupButton").setFocus()
    driver.press(Qt.Key.Key_Space)
    assert driver.status.startswith("Type a username")
    assert driver.field.hasFocus()


def test_ctrl_r_refreshes_the_profile_that_is_shown(driver: Driver) -> None:
    driver.look_up("johndoe")
    driver.type("ali")
    with driver.qtbot.waitSignal(driver.browser.lookups.service.answered):
        driver.press(Qt.Key.Key_R, CTRL)
    assert driver.stores.asked == ["johndoe", "johndoe"]
    assert driver.field.text() == "johndoe"


def test_alt_left_and_right_go_back_and_forward(driver: Driver) -> None:
    for name in ("johndoe", "alice", "bare"):
        driver.look_up(name)
    seen = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right):
        with driver.qtbot.waitSignal(driver.browser.lookups.service.answered):
            driver.press(key, ALT)
        seen.append((driver.values[0], driver.field.text()))
    assert seen == [("alice", "alice"), ("johndoe", "johndoe"), ("alice", "alice")]


def test_alt_left_returns_to_the_answer_that_escape_closed(driver: Driver) -> None:
    for name in ("johndoe", "alice"):
        driver.look_up(name)
    driver.press(Qt.Key.Key_Escape)
    with driver.qtbot.waitSignal(driver.browser.lookups.service.answered):
        driver.press(Qt.Key.Key_Left, ALT)
    assert driver.values[0] == "alice"


def test_alt_left_and_right_do_nothing_at_the_ends_of_the_history(driver: Driver) -> None:
    driver.look_up("johndoe")
    driver.press(Qt.Key.Key_Left, ALT)
    driver.press(Qt.Key.Key_Right, ALT)
    assert driver.stores.asked == ["johndoe"]
    assert driver.page == "profilePage"


def test_f1_lists_every_shortcut(driver: Driver) -> None:
    driver.press(Qt.Key.Key_F1)
    dialog = driver.part(QDialog, "keysDialog")
    assert dialog.isVisible()
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    listed = [shortcut for shortcut in driver.window.help.shortcuts if shortcut.meaning]
    assert {"Ctrl+L", "Esc", "F1"} <= set(texts)
    assert len(listed) >= 10
    for shortcut in listed:
        assert native_text(shortcut.sequence()) in texts
        assert shortcut.meaning in texts


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_PageDown])
def test_the_list_of_shortcuts_scrolls_by_keyboard_at_once(driver: Driver, key: Qt.Key) -> None:
    driver.press(Qt.Key.Key_F1)
    dialog = driver.part(QDialog, "keysDialog")
    dialog.resize(dialog.width(), 200)
    driver.qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    driver.press(key)
    assert driver.part(QScrollArea, "keysArea").verticalScrollBar().value() > 0
    with driver.qtbot.waitSignal(dialog.finished):
        driver.press(Qt.Key.Key_Return)


def test_escape_closes_and_deletes_the_list_of_shortcuts(driver: Driver) -> None:
    driver.press(Qt.Key.Key_F1)
    dialog = driver.part(QDialog, "keysDialog")
    driver.qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    with driver.qtbot.waitSignal(dialog.destroyed):
        driver.press(Qt.Key.Key_Escape)


def test_ctrl_q_closes_the_window(driver: Driver) -> None:
    driver.press(Qt.Key.Key_Q, CTRL)
    assert not driver.window.isVisible()


def test_tab_reaches_every_value_and_copy_button(driver: Driver) -> None:
    driver.look_up("johndoe")
    reached = set()
    for _ in range(20):
        driver.press(Qt.Key.Key_Tab)
        focus = QGuiApplication.focusObject()
        assert focus is not None
        reached.add(focus.objectName())
    copy_buttons = {f"{name}Copy" for name in VALUE_NAMES}
    assert {*VALUE_NAMES, *copy_buttons, "copyAllButton"} <= reached


def test_a_shortcut_works_wherever_the_focus_is(driver: Driver) -> None:
    driver.look_up("alice")
    driver.stores.outcomes["alice"] = found(JOHN)
    driver.press(Qt.Key.Key_Tab)
    with driver.qtbot.waitSignal(driver.browser.lookups.service.answered):
        driver.press(Qt.Key.Key_R, CTRL)
    assert driver.values[0] == "johndoe"
