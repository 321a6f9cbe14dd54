"""Every page and every menu can be used without a mouse."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QToolButton, QWidget

from profile_browser.ui.widgets.notice import Notice
from tests.gui.fakes import JOHN
from tests.gui.pages import PAGES, show_missing, show_problem, show_waiting

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from tests.gui.driver import Driver


TALL = 700  # device-independent pixels
every_page = pytest.mark.parametrize("name", PAGES)


def walk(driver: Driver, name: str) -> list[QWidget]:
    """Show a page, and return what Tab reaches there, from the top until it comes round."""
    PAGES[name](driver)
    assert driver.page == name.partition(",")[0]
    driver.window.resize(driver.window.width(), TALL)  # a page that scrolls has no fixed places
    driver.window.grab()
    driver.part(QToolButton, "switchButton").setFocus()
    reached = [focus_of(driver)]
    while True:
        driver.press(Qt.Key.Key_Tab)
        if focus_of(driver) is reached[0]:
            return reached
        reached.append(focus_of(driver))
        assert len(reached) < 30


def focus_of(driver: Driver) -> QWidget:
    focus = driver.window.focusWidget()
    assert focus is not None
    return focus


def place_of(part: QWidget) -> QRect:
    return QRect(part.mapToGlobal(QPoint()), part.size())


def is_read_before(one: QRect, other: QRect) -> bool:
    below = other.top() > one.bottom()
    beside = other.left() > one.right() and other.bottom() >= one.top()
    return below or beside


def is_for_tab(part: QWidget) -> bool:
    policy = part.focusPolicy()
    return part.isVisible() and part.isEnabled() and bool(policy & Qt.FocusPolicy.TabFocus)


@every_page
def test_tab_reaches_everything_once_in_reading_order(driver: Driver, name: str) -> None:
    reached = walk(driver, name)
    everything = [part for part in driver.window.findChildren(QWidget) if is_for_tab(part)]
    assert {part.objectName() for part in reached} == {part.objectName() for part in everything}
    assert len(reached) == len(everything)
    wrong = [
        (one.objectName(), other.objectName())
        for one, other in pairwise(reached)
        if not is_read_before(place_of(one), place_of(other))
    ]
    assert wrong == []


@every_page
def test_whatever_has_the_focus_has_a_name_and_shows_it(driver: Driver, name: str) -> None:
    for part in walk(driver, name):
        accessible = QAccessible.queryAccessibleInterface(part)
        assert accessible.text(QAccessible.Text.Name), part.objectName()
        part.setFocus(Qt.FocusReason.TabFocusReason)
        assert part.hasFocus()
        focused = picture(part)
        driver.window.setFocus()
        assert picture(part) != focused, part.objectName()


def picture(part: QWidget) -> QImage:
    return part.grab().toImage()


ALT_DOWN = "Alt+Down"
MENU_KEY = "Menu"
SHIFT_F10 = "Shift+F10"
RETURN = "Return"
KEYS = {
    ALT_DOWN: (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier),
    SHIFT_F10: (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier),
    RETURN: (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    "Enter": (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier),
    "Space": (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier),
}
COPIES = ["All fields", "As JSON", "Copy for a ticket", "Link"]


def press(driver: Driver, key: str) -> None:
    if key == MENU_KEY:  # the desktop turns it into this event
        driver.ask_for_menu(focus_of(driver), reason=QContextMenuEvent.Reason.Keyboard)
    else:
        driver.press(*KEYS[key])


@pytest.mark.parametrize("key", [ALT_DOWN, MENU_KEY, SHIFT_F10])
def test_the_forms_of_a_copy_can_be_chosen_by_keyboard(driver: Driver, key: str) -> None:
    driver.look_up("johndoe")
    driver.part(QToolButton, "copyAllButton").setFocus()
    assert driver.menu_opened_by(partial(press, driver, key)) == COPIES


@pytest.mark.parametrize("key", [ALT_DOWN, MENU_KEY, SHIFT_F10, RETURN, "Space"])
@pytest.mark.parametrize("name", ["helpButton", "switchButton"])
def test_the_other_menus_open_by_keyboard(driver: Driver, name: str, key: str) -> None:
    button = driver.part(QToolButton, name)
    button.setFocus()
    opened = driver.menu_opened_by(partial(press, driver, key))
    assert opened == [entry.text() for entry in button.menu().actions() if entry.isEnabled()]
    assert opened


@pytest.mark.parametrize("key", [MENU_KEY, SHIFT_F10])
@pytest.mark.parametrize("name", ["emailValue", "emailValueCopy"])
def test_the_menu_of_a_value_opens_by_keyboard(driver: Driver, name: str, key: str) -> None:
    driver.look_up("johndoe")
    driver.part(QWidget, name).setFocus()
    assert driver.menu_opened_by(partial(press, driver, key)) == ["Copy e-mail"]


@pytest.mark.parametrize("key", [RETURN, "Enter"])
def test_return_presses_the_button_that_has_the_focus(driver: Driver, key: str) -> None:
    driver.look_up("johndoe")
    driver.part(QToolButton, "emailValueCopy").setFocus()
    press(driver, key)
    assert driver.clipboard == JOHN.email
    driver.part(QToolButton, "copyAllButton").setFocus()
    press(driver, key)
    assert driver.clipboard.startswith("Username: johndoe\n")


def test_return_presses_the_buttons_of_a_problem(driver: Driver) -> None:
    show_problem(driver)
    driver.part(QPushButton, "detailsButton").setFocus()
    press(driver, RETURN)
    assert not driver.part(QWidget, "problemDetails").isVisible()
    driver.part(QPushButton, "copyDetailsButton").setFocus()
    press(driver, RETURN)
    assert driver.status == "Copied the details"
    driver.part(QPushButton, "retryButton").setFocus()
    driver.look_up_by_key(Qt.Key.Key_Return)
    assert driver.stores.asked == ["broken", "broken"]


def test_return_on_cancel_cancels(driver: Driver) -> None:
    show_waiting(driver)
    driver.part(QPushButton, "cancelButton").setFocus()
    press(driver, RETURN)
    assert driver.status.startswith("Cancelled")
    assert driver.stores.asked == ["johndoe"]


def test_return_on_why_opens_the_problem(driver: Driver) -> None:
    show_missing(driver)
    driver.part(QPushButton, "whyButton").setFocus()
    press(driver, RETURN)
    assert driver.page == "problemPage"


def test_return_on_look_up_looks_up(driver: Driver) -> None:
    driver.type("johndoe")
    driver.part(QPushButton, "lookupButton").setFocus()
    driver.look_up_by_key(Qt.Key.Key_Return)
    assert driver.values[0] == "johndoe"


def test_return_on_a_notice_presses_its_button(driver: Driver) -> None:
    notice = Notice("crash", "The program stopped.", "Copy")
    driver.window.show_notice(notice)
    driver.part(QPushButton, "crashDismissButton").setFocus()
    with driver.qtbot.waitSignal(notice.closed):
        press(driver, RETURN)


def test_return_presses_the_button_of_a_dialog(driver: Driver) -> None:
    driver.press(Qt.Key.Key_F1)
    dialog = driver.part(QDialog, "keysDialog")
    button = dialog.findChild(QPushButton)
    assert button is not None
    button.setFocus()
    with driver.qtbot.waitSignal(dialog.finished):
        QTest.keyClick(button, Qt.Key.Key_Return)
