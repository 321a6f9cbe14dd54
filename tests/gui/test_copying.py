"""Copying fields, profiles and problems, for example into tickets."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QMenu, QScrollArea, QToolButton, QWidget

from profile_browser.messages.problems import details, next_step, summary
from profile_browser.ui.widgets.copied_mark import CopiedMark
from tests.gui.fakes import JOHN, found, problem

if TYPE_CHECKING:
    from tests.gui.driver import Driver

ALL_FIELDS = "Username: johndoe\nFull name: John Doe\nE-mail: johndoe@example.com\nAccount: Active"


def choose(driver: Driver, form: str) -> None:
    menu = driver.part(QToolButton, "copyAllButton").menu()
    next(action for action in menu.actions() if action.text() == form).trigger()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("usernameValue", "johndoe", "Copied: Username"),
        ("fullNameValue", "John Doe", "Copied: Full name"),
        ("emailValue", "johndoe@example.com", "Copied: E-mail"),
        ("accountValue", "Active", "Copied: Account state"),
    ],
)
def test_one_field_is_copied_by_its_button(
    driver: Driver, name: str, value: str, said: str
) -> None:
    driver.look_up("johndoe")
    driver.click(f"{name}Copy")
    assert driver.clipboard == value
    assert driver.status == said


def test_a_missing_value_has_no_copy_button(driver: Driver) -> None:
    driver.look_up("bare")
    assert not driver.part(QToolButton, "emailValueCopy").isVisible()
    assert driver.part(QToolButton, "usernameValueCopy").isVisible()


def test_all_fields_are_copied_by_shortcut_and_by_button(driver: Driver) -> None:
    driver.look_up("johndoe")
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    driver.press(Qt.Key.Key_C, modifiers)
    assert driver.clipboard == ALL_FIELDS
    QGuiApplication.clipboard().clear()
    driver.click("copyAllButton")
    assert driver.clipboard == ALL_FIELDS


def test_json_has_exactly_the_four_public_fields(driver: Driver) -> None:
    driver.look_up("johndoe")
    choose(driver, "As JSON")
    assert json.loads(driver.clipboard) == {
        "username": "johndoe",
        "email": "johndoe@example.com",
        "full_name": "John Doe",
        "disabled": False,
    }


def test_a_copy_for_a_ticket_has_the_username_and_the_state_in_clear_and_masks_the_rest(
    driver: Driver,
) -> None:
    driver.look_up("johndoe")
    choose(driver, "Copy for a ticket")
    assert driver.clipboard == (
        "Username: johndoe\nFull name: J••• D•••\nE-mail: j•••@example.com\nAccount: Active"
    )


def test_nothing_is_copied_when_no_profile_is_shown(driver: Driver) -> None:
    QGuiApplication.clipboard().setText("kept")
    driver.look_up("johndoe")
    driver.look_up("nobody")
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    driver.press(Qt.Key.Key_C, modifiers)
    assert driver.clipboard == "kept"
    assert driver.status == "There is no profile to copy"


def test_a_value_can_be_selected_but_not_changed(driver: Driver) -> None:
    driver.look_up("johndoe")
    value = driver.part(QLineEdit, "emailValue")
    value.selectAll()
    assert value.selectedText() == "johndoe@example.com"
    assert value.isReadOnly()


def test_the_details_of_a_problem_can_be_copied(driver: Driver) -> None:
    broken = driver.stores.outcomes["broken"] = problem()
    driver.look_up("broken")
    driver.click("copyDetailsButton")
    assert driver.clipboard == f"{summary(broken)}\n{next_step(broken)}\n{details(broken)}"
    assert driver.status == "Copied the details"


@pytest.fixture
def shown(driver: Driver) -> Driver:
    """Johndoe's profile, laid out."""
    driver.look_up("johndoe")
    driver.window.grab()
    return driver


def mark_of(driver: Driver, page: str = "profilePage") -> QLabel:
    mark = driver.part(QScrollArea, page).findChild(QLabel, "copiedMark")
    assert mark is not None
    return mark


def on_screen(part: QWidget) -> QRect:
    return QRect(part.mapToGlobal(QPoint()), part.size())


def assert_stands_beside(mark: QLabel, part: QWidget) -> None:
    window, place, beside = (on_screen(one) for one in (mark.window(), mark, part))
    assert mark.isVisible()
    assert window.contains(place)
    assert not place.intersects(beside)
    assert beside.top() <= place.center().y() <= beside.bottom()


@pytest.mark.parametrize("name", ["emailValueCopy", "copyAllButton"])
def test_where_a_profile_is_copied_a_mark_says_so(shown: Driver, name: str) -> None:
    shown.click(name)
    mark = mark_of(shown)
    assert mark.text() == "Copied"
    assert_stands_beside(mark, shown.part(QWidget, name))


def test_where_details_are_copied_a_mark_says_so(driver: Driver) -> None:
    driver.stores.outcomes["broken"] = problem()
    driver.look_up("broken")
    driver.window.grab()
    driver.click("copyDetailsButton")
    button = driver.part(QWidget, "copyDetailsButton")
    assert_stands_beside(mark_of(driver, "problemPage"), button)


def test_the_mark_goes_by_itself(shown: Driver) -> None:
    shown.click("emailValueCopy")
    mark = mark_of(shown)
    timer = mark.findChild(QTimer)
    assert timer is not None
    assert 1000 <= timer.interval() <= 2000
    timer.setInterval(1)
    shown.click("emailValueCopy")
    shown.qtbot.waitUntil(lambda: not mark.isVisible())


def test_the_mark_of_one_person_is_not_left_on_the_next(shown: Driver) -> None:
    shown.click("emailValueCopy")
    shown.look_up("alice")
    assert not mark_of(shown).isVisible()


def test_the_mark_moves_nothing_and_takes_no_click(shown: Driver) -> None:
    mark = mark_of(shown)
    others = [part for part in shown.window.findChildren(QWidget) if part is not mark]
    before = [part.geometry() for part in others]
    shown.click("emailValueCopy")
    shown.window.grab()
    assert [part.geometry() for part in others] == before
    page = mark.parentWidget()
    assert page is not None
    assert page.childAt(mark.geometry().center()) is not mark


def right_click(driver: Driver, name: str, share: float) -> None:
    """Right-click on the line of a value, at this share of the card's width."""
    value, card = (
        driver.part(QLineEdit, name),
        driver.part(QWidget, "profilePage").findChild(QFrame, "card"),
    )
    assert card is not None
    left, right = on_screen(card).left(), on_screen(card).right()
    inner = left + 26 + round((right - left - 44) * share)  # between the card's margins
    place = QPoint(inner, on_screen(value).center().y())
    part = driver.window.childAt(driver.window.mapFromGlobal(place))
    assert part is not None
    driver.ask_for_menu(part, part.mapFromGlobal(place))


@pytest.mark.parametrize("share", [0.0, 0.1, 0.16, 0.25, 0.35, 0.5, 0.8, 1.0])
@pytest.mark.parametrize(
    ("name", "entry", "value"),
    [
        ("usernameValue", "Copy username", "johndoe"),
        ("emailValue", "Copy e-mail", "johndoe@example.com"),
        ("accountValue", "Copy account state", "Active"),
    ],
)
def test_a_right_click_anywhere_on_a_row_offers_to_copy_its_value(
    shown: Driver, name: str, entry: str, value: str, share: float
) -> None:
    opened = shown.menu_opened_by(lambda: right_click(shown, name, share), choose=entry)
    assert opened == [entry]
    assert shown.clipboard == value
    assert mark_of(shown).isVisible()


def test_the_menu_of_a_value_offers_to_copy_what_is_selected(shown: Driver) -> None:
    value = shown.part(QLineEdit, "emailValue")
    value.setSelection(0, 7)
    chosen = "Copy selection"
    opened = shown.menu_opened_by(lambda: shown.ask_for_menu(value), choose=chosen)
    assert opened == ["Copy e-mail", chosen]
    assert shown.clipboard == "johndoe"
    assert shown.status == "Copied a part: E-mail"
    assert mark_of(shown).isVisible()


def test_return_is_enough_in_the_menu_of_a_value_that_tab_has_selected(shown: Driver) -> None:
    value = shown.part(QLineEdit, "emailValue")
    value.setFocus()
    value.selectAll()
    shown.ask_for_menu(value)
    menu = shown.part(QMenu, "valueMenu")
    assert [entry.text() for entry in menu.actions()] == ["Copy e-mail"]
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert shown.clipboard == "johndoe@example.com"


def test_the_menu_of_a_missing_value_offers_nothing(driver: Driver) -> None:
    driver.look_up("bare")
    value = driver.part(QLineEdit, "emailValue")
    assert driver.menu_opened_by(lambda: driver.ask_for_menu(value)) == []


def test_the_menu_of_a_value_closes_when_another_person_comes(shown: Driver) -> None:
    shown.ask_for_menu(shown.part(QLineEdit, "emailValue"))
    menu = shown.part(QMenu, "valueMenu")
    assert menu.isVisible()
    shown.window.ask("alice")
    assert not menu.isVisible()


@pytest.mark.parametrize("selected", [True, False], ids=["all selected", "nothing selected"])
def test_the_copy_key_copies_the_value_that_has_the_focus(shown: Driver, selected: bool) -> None:
    value = shown.part(QLineEdit, "emailValue")
    value.setFocus()
    value.selectAll() if selected else value.deselect()
    shown.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert shown.clipboard == "johndoe@example.com"
    assert_stands_beside(mark_of(shown), shown.part(QWidget, "emailValueCopy"))


def test_the_copy_key_copies_nothing_of_a_missing_value(driver: Driver) -> None:
    QGuiApplication.clipboard().setText("kept")
    driver.look_up("bare")
    driver.part(QLineEdit, "emailValue").setFocus()
    driver.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert driver.clipboard == "kept"


def test_the_copy_key_copies_a_part_that_is_selected(shown: Driver) -> None:
    value = shown.part(QLineEdit, "emailValue")
    value.setFocus()
    value.setSelection(0, 7)
    shown.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert shown.clipboard == "johndoe"


def test_the_icon_that_copies_a_value_stands_beside_it(shown: Driver) -> None:
    shown.window.resize(1600, 1000)
    shown.window.grab()
    value = on_screen(shown.part(QWidget, "emailValue"))
    button = on_screen(shown.part(QWidget, "emailValueCopy"))
    assert 0 <= button.left() - value.right() < 12
    text = shown.part(QLineEdit, "emailValue").fontMetrics().horizontalAdvance(JOHN.email or "")
    assert value.width() < text + 30


def test_a_value_is_as_wide_as_the_text_of_the_person_shown_now(shown: Driver) -> None:
    value = shown.part(QLineEdit, "emailValue")
    longer = replace(JOHN, email=f"longer.{JOHN.email}")
    shown.stores.outcomes["johndoe"] = found(longer)
    before = value.width()
    shown.look_up("johndoe")
    shown.window.grab()
    assert value.width() == value.sizeHint().width() > before


def test_a_mark_at_the_right_edge_stands_before_the_button_or_over_the_row(shown: Driver) -> None:
    host = QWidget()
    shown.qtbot.addWidget(host)
    host.resize(300, 40)
    mark = CopiedMark(host)
    for place, left_of in ((QRect(280, 0, 20, 40), 280), (QRect(0, 0, 300, 40), 300)):
        mark.show_at(host, place)
        assert mark.geometry().left() >= 0
        assert mark.geometry().right() < left_of
        assert mark.geometry().right() > left_of - 20
