"""Where a password is, after saving and after a restart; and showing it while a button is held."""

from __future__ import annotations

from threading import Event, current_thread, main_thread
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QToolButton

from profile_browser.domain.configuration import Configuration
from profile_browser.domain.password_source import PasswordSource
from profile_browser.domain.problem import ProblemKind
from tests.gui.dialog_driver import DialogDriver
from tests.gui.fakes import LONGEST_WAIT, FakePasswords, own, problem
from tests.gui.test_switching import FIRST, SECOND

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from tests.gui.conftest import Windows

NORMAL, HIDDEN = QLineEdit.EchoMode.Normal, QLineEdit.EchoMode.Password


@pytest.fixture
def two(windows: Windows) -> Windows:
    windows.files.configuration = Configuration((own(FIRST), own(SECOND)))
    return windows


def opened(windows: Windows) -> DialogDriver:
    return DialogDriver(windows.open(FIRST))


def wait_for_hint(dialog: DialogDriver, hint: str) -> None:
    field = dialog.field("password")
    dialog.driver.qtbot.waitUntil(lambda: field.placeholderText() == hint)


@pytest.mark.parametrize(
    ("can_keep", "sentence", "hint"),
    [
        (True, "Saved. The password is in the keyring.", "Saved in the keyring"),
        (
            False,
            "Saved. The password is kept until you close the program.",
            "Kept for this run only",
        ),
    ],
)
def test_saving_says_what_became_of_the_password(
    two: Windows, can_keep: bool, sentence: str, hint: str
) -> None:
    two.passwords.can_keep = can_keep
    dialog = opened(two)
    dialog.fill(password="fresh")
    dialog.click("save")
    assert dialog.result == sentence
    wait_for_hint(dialog, hint)


def test_saving_without_any_password_says_so(two: Windows) -> None:
    dialog = opened(two)
    dialog.fill(bucket="other")
    dialog.click("save")
    dialog.driver.qtbot.waitUntil(
        lambda: (
            dialog.result
            == "Saved. There is no password yet. The program asks for it when it is needed."
        )
    )


def test_only_a_saved_connection_is_said_to_be_saved(two: Windows) -> None:
    two.passwords.remember(SECOND, "old", keep=True)
    dialog = opened(two)
    dialog.select(1)
    wait_for_hint(dialog, "Saved in the keyring")
    assert dialog.result == ""
    dialog.fill(bucket="other")
    dialog.click("save")
    dialog.driver.qtbot.waitUntil(lambda: dialog.result.startswith("Saved. "))
    dialog.select(0)
    wait_for_hint(dialog, "None yet")
    dialog.select(1)
    wait_for_hint(dialog, "Saved in the keyring")
    assert dialog.result == ""


def test_saving_something_else_says_where_the_password_still_is(two: Windows) -> None:
    two.passwords.remember(FIRST, "old", keep=True)
    dialog = opened(two)
    dialog.fill(bucket="other")
    dialog.click("save")
    dialog.driver.qtbot.waitUntil(lambda: dialog.result == "Saved. The password is in the keyring.")


@pytest.mark.parametrize(("keep", "hint"), [(True, "Saved in the keyring"), (False, "None yet")])
def test_after_a_restart_the_field_says_whether_the_keyring_has_a_password(
    two: Windows, keep: bool, hint: str
) -> None:
    two.passwords.remember(FIRST, "old", keep=keep)
    two.passwords = FakePasswords(
        known=dict.fromkeys(two.passwords.kept, "old"), kept=two.passwords.kept
    )
    wait_for_hint(opened(two), hint)


def test_another_address_or_user_needs_its_own_password(two: Windows) -> None:
    two.passwords.remember(FIRST, "old", keep=True)
    dialog = opened(two)
    wait_for_hint(dialog, "Saved in the keyring")
    user = dialog.field("username").text()
    dialog.fill(username="other")
    assert dialog.field("password").placeholderText() == "Enter the password again"
    dialog.fill(username=user)
    assert dialog.field("password").placeholderText() == "Saved in the keyring"


def test_each_connection_has_its_own_hint_and_a_new_one_has_none(two: Windows) -> None:
    two.passwords.remember(SECOND, "old", keep=True)
    dialog = opened(two)
    wait_for_hint(dialog, "None yet")
    dialog.select(1)
    wait_for_hint(dialog, "Saved in the keyring")
    dialog.click("add")
    assert dialog.field("password").placeholderText() == ""


def test_a_keyring_that_blocks_does_not_block_the_dialog(
    two: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Event()
    asked: list[str] = []

    def wait(connection: Connection) -> PasswordSource:
        assert current_thread() is not main_thread()
        asked.append(connection.title)
        gate.wait(LONGEST_WAIT)
        return PasswordSource.KEYRING

    monkeypatch.setattr(two.passwords, "source", wait)
    dialog = opened(two)
    dialog.driver.qtbot.waitUntil(lambda: asked == ["Staging"])
    dialog.click("add")
    found = dialog.driver.browser.connections._password_reader.found
    with dialog.driver.qtbot.waitSignal(found):
        gate.set()
    assert dialog.field("password").placeholderText() == ""  # the answer was for another one
    dialog.select(1)
    wait_for_hint(dialog, "Saved in the keyring")


def test_a_saved_connection_is_not_said_to_be_saved_in_a_dialog_opened_later(
    two: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Event()
    monkeypatch.setattr(two.passwords, "source", lambda _: gate.wait(LONGEST_WAIT) and None)
    dialog = opened(two)
    dialog.fill(bucket="other")
    dialog.click("save")
    dialog.click("close")
    dialog.driver.qtbot.waitUntil(lambda: not dialog.driver.has("connectionsDialog"))
    later = DialogDriver(dialog.driver)
    gate.set()
    wait_for_hint(later, "None yet")
    assert later.result == ""


@pytest.fixture(params=["connections", "password"])
def field(request: pytest.FixtureRequest, two: Windows) -> QLineEdit:
    """Return the password field of each of the two dialogs, with a password in it."""
    if request.param == "connections":
        line = opened(two).field("password")
    else:
        driver = two.open(FIRST)
        driver.stores.outcomes["johndoe"] = problem(ProblemKind.WRONG_SIGN_IN)
        driver.look_up("johndoe")
        line = driver.part(QLineEdit, "passwordField")
    line.setText("typed")
    return line


def reveal_button(line: QLineEdit) -> QToolButton:
    found = line.window().findChild(QToolButton, "revealButton")
    assert found is not None
    return found


def test_a_password_is_shown_while_the_mouse_button_is_held(field: QLineEdit) -> None:
    button = reveal_button(field)
    assert field.echoMode() is HIDDEN
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    assert field.echoMode() is NORMAL
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert field.echoMode() is HIDDEN
    assert field.hasFocus()


def test_a_password_is_shown_while_space_is_held(field: QLineEdit) -> None:
    button = reveal_button(field)
    button.setFocus()
    QTest.keyPress(button, Qt.Key.Key_Space)
    assert field.echoMode() is NORMAL
    QTest.keyRelease(button, Qt.Key.Key_Space)
    assert field.echoMode() is HIDDEN


@pytest.mark.parametrize(
    "reason", [Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason]
)
def test_a_shown_password_is_hidden_when_the_button_loses_the_focus(
    field: QLineEdit, reason: Qt.FocusReason
) -> None:
    button = reveal_button(field)
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    QApplication.sendEvent(button, QFocusEvent(QEvent.Type.FocusOut, reason))
    assert field.echoMode() is HIDDEN
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)


def test_a_shown_password_is_hidden_with_its_dialog(field: QLineEdit) -> None:
    button = reveal_button(field)
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    dialog = field.window()
    assert isinstance(dialog, QDialog)
    dialog.hide()
    assert field.echoMode() is HIDDEN
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
