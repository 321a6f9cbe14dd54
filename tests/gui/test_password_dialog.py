"""The password dialog opens when a password is refused, and saves the new one if possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QPushButton

from profile_browser.domain.problem import ProblemKind
from tests.gui.fakes import JOHN, found, problem

if TYPE_CHECKING:
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

BESIDE_VARIABLE = (
    "The environment variable takes precedence over the keyring, so the password is kept only "
    "until you close the program."
)
THIS_RUN = "No keyring is available, so the password is kept until you close the program."


@pytest.fixture
def refused(windows: Windows) -> Driver:
    windows.passwords.known["Staging"] = "old"
    driver = windows.open()
    driver.stores.outcomes["johndoe"] = problem(ProblemKind.WRONG_SIGN_IN)
    return driver


def dialog_of(driver: Driver) -> QDialog:
    return driver.part(QDialog, "passwordDialog")


def enter(driver: Driver, password: str) -> None:
    dialog = dialog_of(driver)
    field = dialog.findChild(QLineEdit, "passwordField")
    button = dialog.findChild(QPushButton, "signInButton")
    assert field is not None
    assert button is not None
    assert field.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClicks(field, password)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_refused_sign_in_discards_the_old_password_and_asks_again(
    refused: Driver, windows: Windows
) -> None:
    refused.look_up("johndoe")
    assert windows.passwords.known == {}
    refused.stores.outcomes["johndoe"] = found(JOHN)
    with refused.qtbot.waitSignal(refused.browser.lookups.service.answered):
        enter(refused, "new")
    assert windows.passwords.known == {"Staging": "new"}
    assert windows.passwords.kept == {"Staging"}
    assert refused.values[0] == "johndoe"
    assert len(refused.stores.opened) == 2


def test_a_password_is_saved_only_if_the_box_is_checked(refused: Driver, windows: Windows) -> None:
    refused.look_up("johndoe")
    box = dialog_of(refused).findChild(QCheckBox)
    assert box is not None
    box.setChecked(False)
    enter(refused, "new")
    assert windows.passwords.known == {"Staging": "new"}
    assert windows.passwords.kept == set()


def test_without_a_keyring_the_dialog_says_the_password_is_kept_for_this_run(
    refused: Driver, windows: Windows
) -> None:
    windows.passwords.can_keep = False
    refused.look_up("johndoe")
    assert THIS_RUN in [label.text() for label in dialog_of(refused).findChildren(QLabel)]
    enter(refused, "new")
    assert windows.passwords.kept == set()


def texts_of(driver: Driver) -> list[str]:
    return [label.text() for label in dialog_of(driver).findChildren(QLabel)]


def test_a_refused_variable_is_named_and_another_password_serves_this_run(
    refused: Driver, windows: Windows
) -> None:
    windows.passwords.known.clear()
    windows.passwords.has_variable = True
    refused.look_up("johndoe")
    assert refused.page == "problemPage"
    assert (
        "in the environment variable X is wrong" in refused.part(QLabel, "problemNextStep").text()
    )
    assert any("in the environment variable X is wrong" in text for text in texts_of(refused))
    assert BESIDE_VARIABLE in texts_of(refused)
    box = dialog_of(refused).findChild(QCheckBox)
    assert box is not None
    assert box.isHidden()
    refused.stores.outcomes["johndoe"] = found(JOHN)
    with refused.qtbot.waitSignal(refused.browser.lookups.service.answered):
        enter(refused, "new")
    assert windows.passwords.known == {"Staging": "new"}
    assert windows.passwords.kept == set()
    assert refused.values[0] == "johndoe"


def test_a_refused_variable_leaves_the_keyring_alone(refused: Driver, windows: Windows) -> None:
    windows.passwords.has_variable = True
    refused.look_up("johndoe")
    assert windows.passwords.known == {"Staging": "old"}


def test_closing_the_dialog_leaves_the_problem_on_screen(refused: Driver) -> None:
    refused.look_up("johndoe")
    dialog = dialog_of(refused)
    with refused.qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    assert refused.page == "problemPage"
    assert len(refused.stores.asked) == 1


def test_the_sign_in_button_is_disabled_until_a_password_is_typed(refused: Driver) -> None:
    refused.look_up("johndoe")
    button = dialog_of(refused).findChild(QPushButton, "signInButton")
    assert button is not None
    assert not button.isEnabled()
