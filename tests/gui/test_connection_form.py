"""The form of the connections dialog: its size, the environment, and the test's stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QScrollArea, QToolButton, QWidget

from profile_browser.domain.check import Stage, StageResult, StageState
from profile_browser.domain.configuration import Configuration
from profile_browser.domain.connection import Connection, Environment
from profile_browser.domain.problem import Problem, Reason
from profile_browser.messages.environments import ENVIRONMENTS
from profile_browser.messages.window import band_text
from profile_browser.stores.couchbase.adapter import KIND as COUCHBASE
from tests.gui.dialog_driver import DialogDriver
from tests.gui.fakes import own, problem
from tests.gui.test_switching import FIRST, SECOND

if TYPE_CHECKING:
    from tests.gui.conftest import Windows

PASSED = [StageResult(stage, StageState.PASSED) for stage in Stage]


@pytest.fixture
def dialog(windows: Windows) -> DialogDriver:
    windows.files.configuration = Configuration((own(FIRST), own(SECOND)))
    return DialogDriver(windows.open(FIRST))


def hidden_height(dialog: DialogDriver) -> int:
    """Return how far the form can be scrolled."""
    dialog.driver.qtbot.waitUntil(dialog.dialog.isVisible)
    return dialog.driver.part(QScrollArea, "connectionFormPage").verticalScrollBar().maximum()


def environment_box(dialog: DialogDriver) -> QComboBox:
    return dialog.driver.part(QComboBox, "field_environment")


def run_failing_test(dialog: DialogDriver, windows: Windows, failing: Stage) -> None:
    passed = PASSED[: list(Stage).index(failing)]
    windows.check.results = [*passed, StageResult(failing, StageState.FAILED, problem())]
    dialog.click("test")
    dialog.driver.qtbot.waitUntil(lambda: dialog.result != "")


LISTED: list[Stage] = [stage for stage in Stage if stage is not Stage.LAYOUT]  # before a test ends


def shown_stages(dialog: DialogDriver) -> dict[str, str]:
    """Return the word beside each stage that is on screen."""
    words = {stage: dialog.driver.part(QLabel, f"stage_{stage}") for stage in Stage}
    return {stage: word.text() for stage, word in words.items() if not word.isHidden()}


def fold(dialog: DialogDriver) -> QToolButton:
    return dialog.driver.part(QToolButton, "passedStagesButton")


def test_the_form_is_not_scrolled_at_its_usual_size(dialog: DialogDriver, windows: Windows) -> None:
    assert dialog.dialog.height() <= 700  # it fits a screen of 1280 × 800
    assert dialog.dialog.width() <= dialog.dialog.screen().availableSize().width()
    assert hidden_height(dialog) == 0
    run_failing_test(dialog, windows, Stage.PORT)
    assert hidden_height(dialog) == 0
    dialog.click("add")
    dialog.click("save")
    assert hidden_height(dialog) == 0


def test_a_form_that_is_too_high_is_never_scrolled_sideways_too(dialog: DialogDriver) -> None:
    dialog.dialog.resize(1, 1)
    dialog.driver.qtbot.waitUntil(lambda: hidden_height(dialog) > 0)
    area = dialog.driver.part(QScrollArea, "connectionFormPage")
    assert area.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize(
    ("failing", "folded"),
    [(Stage.SIGN_IN, "3 steps passed"), (Stage.PORT, "1 step passed")],
)
def test_a_failed_test_shows_its_failing_stage_and_folds_what_passed(
    dialog: DialogDriver, windows: Windows, failing: Stage, folded: str
) -> None:
    run_failing_test(dialog, windows, failing)
    stages = LISTED
    later = stages[stages.index(failing) + 1 :]
    assert fold(dialog).text() == folded
    assert shown_stages(dialog) == {failing: "no", **dict.fromkeys(later, "not run")}
    fold(dialog).click()
    earlier = dict.fromkeys(stages[: stages.index(failing)], "yes")
    assert shown_stages(dialog) == {**earlier, failing: "no", **dict.fromkeys(later, "not run")}
    fold(dialog).click()
    assert len(shown_stages(dialog)) == 1 + len(later)


def test_a_missing_driver_blames_no_stage(dialog: DialogDriver, windows: Windows) -> None:
    missing = Problem(Reason.DRIVER_MISSING, FIRST)
    windows.check.results = [StageResult(Stage.NAME, StageState.FAILED, missing)]
    dialog.click("test")
    dialog.driver.qtbot.waitUntil(lambda: dialog.result != "")
    assert set(shown_stages(dialog).values()) == {"not run"}
    assert "a package is missing" in dialog.result


def test_nothing_is_folded_if_the_first_stage_fails_or_all_pass(
    dialog: DialogDriver, windows: Windows
) -> None:
    run_failing_test(dialog, windows, Stage.NAME)
    assert fold(dialog).isHidden()
    windows.check.results = PASSED
    dialog.click("test")
    dialog.driver.qtbot.waitUntil(lambda: dialog.result == "This connection works.")
    assert fold(dialog).isHidden()
    assert len(shown_stages(dialog)) == len(Stage)


def test_stages_that_were_not_reached_are_not_run(dialog: DialogDriver) -> None:
    dialog.click("test")
    dialog.driver.qtbot.waitUntil(lambda: dialog.result == "This connection works.")
    assert shown_stages(dialog) == dict.fromkeys(LISTED, "not run") | {Stage.NAME: "yes"}


def test_the_next_test_shows_every_stage_again(dialog: DialogDriver, windows: Windows) -> None:
    run_failing_test(dialog, windows, Stage.SIGN_IN)
    run_failing_test(dialog, windows, Stage.NAME)
    assert len(shown_stages(dialog)) == len(LISTED)


def test_details_are_offered_only_with_a_failure(dialog: DialogDriver, windows: Windows) -> None:
    assert dialog.button("copyResult").isHidden()
    run_failing_test(dialog, windows, Stage.PORT)
    assert not dialog.button("copyResult").isHidden()
    dialog.fill(bucket="other")
    assert dialog.button("copyResult").isHidden()


def test_a_new_connection_must_be_given_its_environment(
    dialog: DialogDriver, windows: Windows
) -> None:
    dialog.click("add")
    dialog.fill(connection_string="couchbases://h", bucket="b", username="u")
    assert environment_box(dialog).placeholderText() == "Choose …"
    dialog.click("save")
    assert dialog.fault("environment") == "Choose an environment."
    assert list(windows.files.configuration.by_key) == ["staging", "eu"]
    environment_box(dialog).setCurrentIndex(3)
    assert dialog.fault("environment") == ""
    dialog.click("save")
    added = windows.files.configuration.by_key["new-connection"].connection
    assert added.environment is Environment.OTHER


def test_the_first_connection_must_be_given_its_environment_too(windows: Windows) -> None:
    dialog = DialogDriver(windows.open(FIRST))
    assert environment_box(dialog).currentIndex() == -1


def test_an_edited_or_duplicated_connection_keeps_its_environment(dialog: DialogDriver) -> None:
    assert environment_box(dialog).currentText() == "Staging"
    dialog.click("duplicate")
    assert environment_box(dialog).currentText() == "Staging"


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_bands_word_is_the_dialogs(dialog: DialogDriver, environment: Environment) -> None:
    box = environment_box(dialog)
    word = box.itemText(box.findData(environment.value))
    connection = Connection(
        kind=COUCHBASE, title="X", environment=environment, connection_string="couchbases://h"
    )
    assert band_text(connection) == f"{word.upper()}  ·  X"


def test_tab_goes_through_the_fields_from_top_to_bottom(dialog: DialogDriver) -> None:
    dialog.field("title").setFocus()
    seen = []
    for _ in range(16):
        focus = dialog.dialog.focusWidget()
        assert isinstance(focus, QWidget)
        seen.append(focus.objectName().removeprefix("field_"))
        dialog.dialog.focusNextChild()
    assert [name for name in seen if name] == [
        *("title", "store", "environment", "connection_string", "bucket", "scope", "collection"),
        *("username", "password", "revealButton", "trust_store", "browseButton"),
        *("kv_timeout", "query_timeout", "connect_timeout", "search"),
    ]
