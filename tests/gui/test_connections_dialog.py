"""The connections dialog: adding, editing, testing and deleting connections."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QMessageBox,
    QWidget,
)

from profile_browser.domain.check import Stage, StageResult, StageState
from profile_browser.domain.configuration import Configuration, KnownConnection, Source
from profile_browser.messages.problems import details, next_step, summary
from profile_browser.ui.dialogs import connections as connections_dialog
from tests.gui.dialog_driver import DialogDriver
from tests.gui.fakes import own, problem
from tests.gui.test_switching import FIRST, SECOND

if TYPE_CHECKING:
    from pathlib import Path

    from profile_browser.domain.store_kind import Secret
    from tests.gui.conftest import Windows


DELETE_QUESTION = (
    "Delete “Staging”? Its saved password is deleted too, unless another connection uses it."
)


@pytest.fixture
def dialog(windows: Windows) -> DialogDriver:
    windows.files.configuration = Configuration((own(FIRST), own(SECOND)))
    return DialogDriver(windows.open(FIRST))


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []

    def agree(_parent: QWidget, title: str, _secret: Secret) -> bool:
        asked.append(title)
        return True

    monkeypatch.setattr(connections_dialog, "confirm_deletion", agree)
    return asked


def test_the_dialog_lists_the_connections_and_shows_the_first(dialog: DialogDriver) -> None:
    assert dialog.titles == ["Staging", "Customers EU"]
    assert dialog.field("connection_string").text() == FIRST.connection_string
    assert dialog.field("scope").text() == ""
    assert dialog.button("faults").isHidden()


def test_a_new_connection_is_available_at_once(dialog: DialogDriver, windows: Windows) -> None:
    dialog.click("add")
    dialog.fill(
        title="Development",
        connection_string="couchbases://dev.example.com",
        bucket="travel",
        username="staff",
        password="fresh",
    )
    dialog.driver.part(QComboBox, "field_environment").setCurrentIndex(2)
    dialog.click("save")
    assert dialog.titles == ["Staging", "Customers EU", "Development"]
    assert dialog.result == "Saved. The password is in the keyring."
    saved = windows.files.configuration.by_key["development"].connection
    assert (saved.environment.value, saved.password) == ("development", "")
    assert windows.passwords.known == {"Development": "fresh"}
    assert "Development" in dialog.driver.window.band.menu.actions()[2].text()


def test_editing_the_connection_in_use_takes_effect_at_once(dialog: DialogDriver) -> None:
    dialog.fill(title="Staging two")
    dialog.click("save")
    assert dialog.driver.window.windowTitle() == "Staging two — Profile Browser"


def test_a_duplicate_has_the_same_values_and_another_name(
    dialog: DialogDriver, windows: Windows
) -> None:
    dialog.click("duplicate")
    assert dialog.field("title").text() == "Staging (copy)"
    dialog.click("save")
    assert dialog.titles == ["Staging", "Customers EU", "Staging (copy)"]
    assert "staging" in windows.files.configuration.by_key


def test_deleting_asks_first_and_forgets_the_password(
    dialog: DialogDriver, windows: Windows, questions: list[str]
) -> None:
    windows.passwords.known["Staging"] = "old"
    dialog.click("delete")
    assert questions == ["Staging"]
    assert dialog.titles == ["Customers EU"]
    assert windows.passwords.known == {}
    assert dialog.driver.window.windowTitle().startswith("Customers EU")


def test_deleting_keeps_a_password_that_another_connection_uses(
    dialog: DialogDriver, windows: Windows, questions: list[str]
) -> None:
    shared = replace(FIRST, key="again", title="Again")
    windows.files.configuration = Configuration((own(FIRST), own(shared)))
    windows.passwords.known["Staging"] = "old"
    dialog.dialog.reject()
    DialogDriver(dialog.driver).click("delete")
    assert len(questions) == 1
    assert windows.passwords.known == {"Staging": "old"}


def test_the_question_before_deleting_defaults_to_cancel(
    dialog: DialogDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, str, Qt.TextFormat]] = []

    def dismiss(box: QMessageBox) -> int:
        seen.append((box.text(), box.defaultButton().text(), box.textFormat()))
        return 0

    monkeypatch.setattr(QMessageBox, "exec", dismiss)
    dialog.click("delete")
    assert seen == [(DELETE_QUESTION, "Cancel", Qt.TextFormat.PlainText)]
    assert dialog.titles == ["Staging", "Customers EU"]


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("title", "", "Enter a name for the connection."),
        ("connection_string", "ftp://db.example.com", "start with couchbases://"),
        ("connection_string", "http://db.example.com", "Write “https://db.example.com” instead."),
        ("connection_string", "couchbases://db:notaport", "is not a port"),
        ("connection_string", "couchbases://db:8091", "Port 8091 is for the web console"),
        ("connection_string", "couchbases://u:p@db", "must not contain a username or password"),
        ("bucket", "", "must not be empty"),
        ("username", "", "must not be empty"),
        ("trust_store", "/nowhere/ca.pem", "This file does not exist."),
    ],
)
def test_a_fault_is_shown_beside_its_field_while_typing(
    dialog: DialogDriver, name: str, value: str, reason: str
) -> None:
    assert dialog.fault(name) == ""
    if not value:
        dialog.fill(**{name: "x"})
    dialog.fill(**{name: value})
    assert reason in dialog.fault(name)
    dialog.click("save")
    assert dialog.result == ""


def test_a_scope_without_a_collection_is_refused(dialog: DialogDriver) -> None:
    dialog.fill(scope="crm")
    dialog.click("save")
    assert dialog.fault("collection") == "A scope needs a collection as well."


def test_a_fault_disappears_when_it_is_corrected(dialog: DialogDriver, tmp_path: Path) -> None:
    dialog.fill(trust_store="/nowhere/ca.pem")
    file = tmp_path / "ca.pem"
    file.touch()
    dialog.fill(trust_store=str(file))
    assert dialog.fault("trust_store") == ""


def test_no_fault_is_shown_before_something_is_typed_or_saved(dialog: DialogDriver) -> None:
    dialog.click("add")
    assert dialog.fault("bucket") == ""
    dialog.click("save")
    assert dialog.fault("bucket") == "This must not be empty."


def test_an_unencrypted_connection_is_allowed_with_a_warning(dialog: DialogDriver) -> None:
    notice = dialog.driver.part(QLabel, "notEncrypted")
    assert notice.isHidden()
    dialog.fill(connection_string="couchbase://db.example.com")
    assert not notice.isHidden()
    dialog.fill(connection_string="couchbase://127.0.0.1")
    assert notice.isHidden()


def test_a_connection_that_cannot_be_saved_stays_in_the_form(
    dialog: DialogDriver, windows: Windows
) -> None:
    windows.files.refusal = "The file cannot be written."
    dialog.fill(title="Other")
    dialog.click("save")
    assert dialog.result == "The file cannot be written."
    assert dialog.button("copyResult").isHidden()
    assert dialog.field("title").text() == "Other"


def test_a_managed_connection_can_be_viewed_but_not_changed(windows: Windows) -> None:
    managed = KnownConnection(FIRST, Source.SYSTEM, editable=False)
    windows.files.configuration = Configuration((managed,))
    dialog = DialogDriver(windows.open(FIRST))
    assert "Your administrator manages this connection" in dialog.note
    assert not dialog.field("bucket").isEnabled()
    assert not dialog.button("save").isEnabled()
    assert not dialog.button("delete").isEnabled()
    assert dialog.button("test").isEnabled()


def test_faults_in_the_files_are_shown_and_saving_is_disabled(windows: Windows) -> None:
    windows.files.configuration = Configuration(faults=("Line 3 is broken.",), writable=False)
    dialog = DialogDriver(windows.open(FIRST))
    assert "One setting of your administrator could not be read; lookups work." in dialog.note
    assert "Line 3" not in dialog.note
    dialog.click("faults")
    assert dialog.driver.text("faultsDetails") == "Line 3 is broken."
    assert not dialog.button("add").isEnabled()
    assert not dialog.button("save").isEnabled()


def test_a_test_uses_the_unsaved_values_and_shows_its_stages(
    dialog: DialogDriver, windows: Windows
) -> None:
    refused = problem()
    windows.check.results = [
        StageResult(Stage.NAME, StageState.PASSED),
        StageResult(Stage.PORT, StageState.FAILED, refused),
    ]
    dialog.fill(bucket="other", password="typed")
    dialog.click("test")
    dialog.driver.qtbot.waitUntil(lambda: dialog.result != "")
    assert dialog.result == f"{summary(refused)}. {next_step(refused)}"
    assert [one.location["bucket"] for one in windows.check.checked] == ["other"]
    assert windows.check.checked[0].password == "typed"
    assert dialog.driver.text("stage_name") == "yes"
    dialog.click("copyResult")
    assert dialog.driver.clipboard == f"{dialog.result}\n{details(refused)}"
    assert dialog.button("copyResult").text() == "Copied"


def test_a_passed_test_says_that_the_connection_works(dialog: DialogDriver) -> None:
    dialog.click("test")
    dialog.driver.qtbot.waitUntil(lambda: dialog.result == "This connection works.")


def test_a_test_says_where_a_record_is_compared_with_the_layout(
    dialog: DialogDriver, windows: Windows
) -> None:
    windows.check.results = [
        *(StageResult(stage, StageState.PASSED) for stage in list(Stage)[:-1]),
        StageResult(Stage.LAYOUT, StageState.SKIPPED),
    ]
    dialog.click("test")
    dialog.driver.qtbot.waitUntil(lambda: dialog.result == "This connection works.")
    assert dialog.driver.text("stage_layout") == "not checked: run check --user"


def test_the_name_of_a_new_connection_is_selected_for_typing(dialog: DialogDriver) -> None:
    dialog.click("add")
    assert dialog.field("title").selectedText() == "New connection"


def test_a_system_connection_can_be_changed_as_a_personal_copy(windows: Windows) -> None:
    system = KnownConnection(replace(FIRST), Source.SYSTEM, editable=True)
    windows.files.configuration = Configuration((system,))
    dialog = DialogDriver(windows.open(FIRST))
    assert "Your administrator" in dialog.note
    assert not dialog.button("delete").isEnabled()
    assert dialog.button("save").isEnabled()


@pytest.mark.parametrize("name", ["title", "connection_string", "password"])
def test_enter_in_a_field_presses_no_button(
    dialog: DialogDriver, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    pressed: list[str] = []

    def browse(*_: object) -> tuple[str, str]:
        pressed.append("browse")
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", browse)
    dialog.button("save").clicked.connect(lambda: pressed.append("save"))
    QTest.keyClick(dialog.field(name), Qt.Key.Key_Return)
    assert pressed == []
    assert dialog.dialog.isVisible()
