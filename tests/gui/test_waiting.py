"""Waiting for an answer: progress is shown, Cancel works at once, and late answers are dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from profile_browser.domain.check import Stage, StageResult, StageState
from profile_browser.ui.widgets import status_bar
from tests.gui.fakes import problem

if TYPE_CHECKING:
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver


def test_a_quick_answer_shows_no_progress(driver: Driver) -> None:
    driver.look_up("johndoe")
    assert not driver.part(QProgressBar, "busyBar").isVisible()
    assert not driver.part(QPushButton, "cancelButton").isVisible()


def test_a_slow_answer_shows_progress_the_seconds_and_a_cancel_button(driver: Driver) -> None:
    gate = driver.stores.hold("johndoe")
    driver.ask("johndoe")
    assert driver.page == "waitingPage"
    for name in ("busyBar", "waitedSeconds", "cancelButton"):
        driver.wait_until_shown(name)
    assert driver.text("waitedSeconds") == "0 s"
    gate.set()
    driver.qtbot.waitUntil(lambda: driver.page == "profilePage")
    assert not driver.part(QProgressBar, "busyBar").isVisible()


def test_the_window_says_that_an_answer_is_slow(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status_bar, "SLOW_AFTER", 0.0)
    driver.stores.hold("johndoe")
    driver.ask("johndoe")
    driver.qtbot.waitUntil(lambda: driver.status == "Staging is slow to respond")


def test_a_dead_server_is_noticed_before_the_read_times_out(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status_bar, "SLOW_AFTER", 0.0)
    windows.check.results = [StageResult(Stage.PORT, StageState.FAILED, problem())]
    driver = windows.open()
    driver.stores.hold("johndoe")
    driver.ask("johndoe")
    driver.qtbot.waitUntil(lambda: driver.page == "problemPage")
    assert driver.text("problemSummary") == "Staging is not responding"
    assert driver.stores.opened[0].closed.is_set()


def test_a_slow_server_is_waited_for(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status_bar, "SLOW_AFTER", 0.0)
    driver = windows.open()
    gate = driver.stores.hold("johndoe")
    driver.ask("johndoe")
    driver.qtbot.waitUntil(lambda: bool(windows.check.checked))
    gate.set()
    driver.qtbot.waitUntil(lambda: driver.page == "profilePage")


def test_nothing_shows_a_wait_any_more_once_the_answer_is_there(driver: Driver) -> None:
    driver.look_up("alice")  # after it, the state of the connection stays as it is
    gate = driver.stores.hold("johndoe")
    driver.ask("johndoe")
    driver.wait_until_shown("cancelButton")
    gate.set()
    driver.qtbot.waitUntil(lambda: driver.page == "profilePage")
    signs = [driver.part(QWidget, name) for name in ("cancelButton", "busyBar", "waitedSeconds")]
    assert not any(sign.isVisible() for sign in signs)


def test_the_state_says_connecting_until_the_first_answer(driver: Driver) -> None:
    driver.stores.hold("johndoe")
    driver.ask("johndoe")
    assert driver.text("connectionState") == "Connecting …"


@pytest.mark.parametrize("way", ["button", "escape"])
def test_cancel_works_at_once_while_the_store_hangs(driver: Driver, way: str) -> None:
    driver.stores.hold("johndoe")
    driver.ask("johndoe")
    driver.wait_until_shown("cancelButton")
    if way == "button":
        driver.click("cancelButton")
    else:
        driver.press(Qt.Key.Key_Escape)
    assert driver.page == "welcomePage"
    assert driver.status == "Cancelled the lookup of “johndoe”"
    assert not driver.browser.lookups.service.is_waiting


def test_cancelling_after_the_answer_does_nothing(driver: Driver) -> None:
    driver.look_up("johndoe")
    with driver.qtbot.assertNotEmitted(driver.browser.lookups.service.cancelled):
        driver.browser.lookups.service.cancel()
    assert driver.page == "profilePage"


def test_giving_up_without_a_running_lookup_keeps_the_store_open(driver: Driver) -> None:
    driver.look_up("johndoe")
    driver.browser.lookups.service.abort(problem())
    assert driver.page == "profilePage"
    assert not driver.stores.opened[0].closed.is_set()


def test_the_answer_of_a_cancelled_lookup_is_never_shown(driver: Driver) -> None:
    gate = driver.stores.hold("johndoe")
    shown: list[str] = []
    driver.browser.lookups.service.answered.connect(
        lambda answer: shown.append(answer.question.text)
    )
    driver.ask("johndoe")
    driver.wait_until_asked("johndoe")
    driver.press(Qt.Key.Key_Escape)
    gate.set()
    driver.look_up("alice")
    assert driver.values[0] == "alice"
    assert shown == ["alice"]


def test_after_cancelling_the_next_lookup_does_not_wait_for_the_hanging_one(
    driver: Driver,
) -> None:
    driver.stores.hold("johndoe")
    driver.ask("johndoe")
    driver.wait_until_asked("johndoe")
    driver.press(Qt.Key.Key_Escape)
    driver.look_up("alice")
    assert driver.values[0] == "alice"
    assert len(driver.stores.opened) == 2
    assert driver.stores.opened[0].closed.is_set()


def test_a_newer_lookup_overtakes_a_hanging_one(driver: Driver) -> None:
    gate = driver.stores.hold("johndoe")
    driver.ask("johndoe")
    driver.wait_until_asked("johndoe")
    driver.look_up("alice")
    gate.set()
    driver.look_up("bare")
    assert driver.values[0] == "bare"
    assert driver.stores.asked == ["johndoe", "alice", "bare"]


def test_only_the_last_of_several_quick_lookups_is_shown(driver: Driver) -> None:
    gate = driver.stores.hold("johndoe")
    shown: list[str] = []
    driver.browser.lookups.service.answered.connect(
        lambda answer: shown.append(answer.question.text)
    )
    for name in ("johndoe", "nobody", "bare", "alice"):
        driver.ask(name)
    gate.set()
    driver.qtbot.waitUntil(lambda: driver.page == "profilePage")
    assert driver.values[0] == "alice"
    assert shown == ["alice"]
    assert "nobody" not in driver.stores.asked


def test_the_previous_profile_is_cleared_while_waiting(driver: Driver) -> None:
    driver.look_up("johndoe")
    driver.stores.hold("alice")
    driver.ask("alice")
    assert driver.values == ["Not recorded"] * 4
    assert driver.text("profileHeading") == driver.text("readFrom") == ""
    driver.qtbot.waitUntil(lambda: driver.page == "waitingPage")
    assert driver.status == ""


def test_the_waiting_page_names_the_username_after_a_while(driver: Driver) -> None:
    driver.stores.hold("johndoe")
    driver.ask("johndoe")
    driver.wait_until_shown("cancelButton")
    assert driver.text("waitingHeading") == "Looking up “johndoe” …"


def test_text_typed_while_waiting_is_not_replaced(driver: Driver) -> None:
    gate = driver.stores.hold("johndoe")
    driver.ask("johndoe")
    driver.type("ali")
    gate.set()
    driver.qtbot.waitUntil(lambda: driver.page == "profilePage")
    driver.type_on("ce")
    assert driver.field.text() == "alice"
