"""Leaving a connection with unsaved changes asks: Save, Discard or Cancel."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QMessageBox, QPushButton

from profile_browser.domain.configuration import Configuration
from tests.gui.dialog_driver import DialogDriver
from tests.gui.fakes import own
from tests.gui.test_switching import FIRST, SECOND

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

    from tests.gui.conftest import Windows

NEXT_TITLES = {"row": "Customers EU", "add": "New connection", "duplicate": "Staging (copy)"}
BUCKETS = {"Save": "other", "Discard": "travel"}
WAYS = ["row", "add", "duplicate", "close"]


@dataclass
class Question:
    """Answers each question with the button of this text; without one, as Escape does."""

    answer: str = ""
    asked: list[str] = field(default_factory=list)
    clicked: QAbstractButton | None = None

    def exec(self, box: QMessageBox) -> int:
        self.asked.append(box.text())
        buttons = {button.text(): button for button in box.buttons()}
        assert set(buttons) == {"Save", "Discard", "Cancel"}
        assert box.defaultButton().text() == "Save"
        self.clicked = buttons[self.answer] if self.answer else box.escapeButton()
        return 0


@pytest.fixture
def question(monkeypatch: pytest.MonkeyPatch) -> Question:
    question = Question()

    def ask(box: QMessageBox) -> int:
        return question.exec(box)

    monkeypatch.setattr(QMessageBox, "exec", ask)
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda _: question.clicked)
    return question


@pytest.fixture
def dialog(windows: Windows) -> DialogDriver:
    windows.files.configuration = Configuration((own(FIRST), own(SECOND)))
    return DialogDriver(windows.open(FIRST))


def leave(dialog: DialogDriver, way: str) -> None:
    if way == "row":
        entries(dialog).setCurrentRow(1)
    else:
        dialog.click(way)


def entries(dialog: DialogDriver) -> QListWidget:
    return dialog.driver.part(QListWidget, "connectionList")


def saved_bucket(windows: Windows) -> str:
    return windows.files.configuration.by_key["staging"].connection.location["bucket"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("answer", ["Cancel", ""])
def test_cancelling_leaves_everything_as_it_is(
    dialog: DialogDriver, windows: Windows, question: Question, way: str, answer: str
) -> None:
    question.answer = answer
    dialog.fill(bucket="other")
    leave(dialog, way)
    assert question.asked == ["You have unsaved changes. Save them?"]
    assert dialog.field("bucket").text() == "other"
    assert entries(dialog).currentRow() == 0
    assert dialog.dialog.isVisible()
    assert saved_bucket(windows) == "travel"


@pytest.mark.parametrize("way", NEXT_TITLES)
@pytest.mark.parametrize("answer", BUCKETS)
def test_saving_or_discarding_goes_on_to_what_was_wanted(
    dialog: DialogDriver, windows: Windows, question: Question, way: str, answer: str
) -> None:
    question.answer = answer
    dialog.fill(bucket="other")
    leave(dialog, way)
    assert len(question.asked) == 1
    assert saved_bucket(windows) == BUCKETS[answer]
    assert dialog.field("title").text() == NEXT_TITLES[way]
    shown = {"row": "customers", "add": "", "duplicate": BUCKETS[answer]}
    assert dialog.field("bucket").text() == shown[way]
    assert entries(dialog).currentRow() == (1 if way == "row" else -1)


@pytest.mark.parametrize(("answer", "bucket"), BUCKETS.items())
def test_saving_or_discarding_closes_the_dialog(
    dialog: DialogDriver, windows: Windows, question: Question, answer: str, bucket: str
) -> None:
    question.answer = answer
    dialog.fill(bucket="other")
    with dialog.driver.qtbot.waitSignal(dialog.dialog.destroyed):
        QTest.keyClick(dialog.dialog, Qt.Key.Key_Escape)
    assert saved_bucket(windows) == bucket


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("refusal", ["The disk is full.", ""])
def test_changes_that_cannot_be_saved_stay_in_the_form(
    dialog: DialogDriver, windows: Windows, question: Question, way: str, refusal: str
) -> None:
    question.answer = "Save"
    windows.files.refusal = refusal
    typed = "other" if refusal else ""  # a bucket must not be empty
    dialog.fill(bucket=typed)
    leave(dialog, way)
    assert dialog.dialog.isVisible()
    assert dialog.field("bucket").text() == typed
    assert entries(dialog).currentRow() == 0
    assert dialog.result == refusal
    assert dialog.fault("bucket") == ("" if refusal else "This must not be empty.")


@pytest.mark.parametrize("way", ["row", "add", "duplicate"])
def test_without_changes_nothing_is_asked(
    dialog: DialogDriver, question: Question, way: str
) -> None:
    leave(dialog, way)
    assert question.asked == []


@pytest.mark.parametrize("start", ["", "add"])
def test_closing_without_changes_does_not_ask(
    dialog: DialogDriver, question: Question, start: str
) -> None:
    if start:
        dialog.click(start)
    with dialog.driver.qtbot.waitSignal(dialog.dialog.destroyed):
        dialog.click("close")
    assert question.asked == []


def test_a_new_connection_has_nothing_to_duplicate(dialog: DialogDriver) -> None:
    dialog.click("add")
    assert not dialog.driver.part(QPushButton, "duplicateButton").isEnabled()
