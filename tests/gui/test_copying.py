"""Copying fields, profiles and problems, for example into tickets."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QToolButton

from profile_browser.messages.problems import details, next_step, summary
from tests.gui.fakes import problem

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
        ("accountValue", "Active", "Copied: Account"),
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


def test_a_masked_copy_identifies_nobody(driver: Driver) -> None:
    driver.look_up("johndoe")
    choose(driver, "Masked, for a ticket")
    assert driver.clipboard == (
        "Username: j***\nFull name: J*** D***\nE-mail: j***@example.com\nAccount: Active"
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
