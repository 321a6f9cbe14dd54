"""After an internal error, the window reports it, stops waiting and can still be used."""

from __future__ import annotations

import threading
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from profile_browser.desktop.error_reporter import PROBLEMS_KEPT, ErrorReporter
from profile_browser.lookups.lookup_service import LookupWorker
from profile_browser.records.crashes import CrashRecorder
from profile_browser.records.error_hooks import UnexpectedError
from tests.gui.fakes import problem

if TYPE_CHECKING:
    from pathlib import Path

    from profile_browser.ui.theme import Theme
    from tests.gui.driver import Driver

ERROR = UnexpectedError("ValueError in profile.py, line 12")
AGAIN = UnexpectedError(ERROR.cause, repeated=True)
WORKER_ERROR = UnexpectedError(ERROR.cause, repeated=True, on_main_thread=False)
SUMMARY = "An internal error occurred while Staging was open"


@pytest.fixture
def watch(driver: Driver, theme: Theme, tmp_path: Path) -> ErrorReporter:
    return ErrorReporter(driver.browser, theme, CrashRecorder(lambda: tmp_path))


def show(driver: Driver, watch: ErrorReporter, *errors: UnexpectedError) -> None:
    for error in errors:
        watch.report(error)
    driver.qtbot.waitUntil(lambda: driver.text("problemSummary") == SUMMARY)
    assert driver.page == "problemPage"


def is_waiting(driver: Driver) -> bool:
    return driver.browser.lookups.service.is_waiting


def test_an_internal_error_clears_the_profile_and_the_next_lookup_works(
    driver: Driver, watch: ErrorReporter
) -> None:
    driver.look_up("johndoe")
    show(driver, watch, ERROR)
    assert driver.text("problemSummary") == driver.status == SUMMARY
    assert driver.values == ["Not recorded"] * 4
    assert f"Cause: {ERROR.cause}" in driver.text("problemDetails")
    driver.look_up("alice")
    assert driver.values[0] == "alice"


def test_an_error_is_shown_only_after_it_has_been_handled(
    driver: Driver, watch: ErrorReporter
) -> None:
    watch.report(ERROR)
    assert driver.page == "welcomePage"
    driver.qtbot.waitUntil(lambda: driver.page == "problemPage")


def test_an_error_on_another_thread_is_shown(driver: Driver, watch: ErrorReporter) -> None:
    thread = Thread(target=watch.report, args=(ERROR,))
    thread.start()
    thread.join()
    driver.qtbot.waitUntil(lambda: driver.page == "problemPage")
    assert driver.text("problemSummary") == SUMMARY


def test_a_lookup_whose_worker_failed_is_no_longer_waited_for(
    driver: Driver, watch: ErrorReporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError

    caught: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", caught.append)
    monkeypatch.setattr(LookupWorker, "answer", fail)
    driver.ask("johndoe")
    driver.qtbot.waitUntil(lambda: len(caught) == 1)
    driver.qtbot.waitUntil(driver.stores.opened[0].closed.is_set)
    assert is_waiting(driver)
    show(driver, watch, ERROR)
    assert not is_waiting(driver)
    assert driver.text("connectionState") == "Idle"
    monkeypatch.undo()
    driver.look_up("alice")
    assert driver.values[0] == "alice"


def test_repeated_errors_are_shown_once_and_do_not_block_a_lookup(
    driver: Driver, watch: ErrorReporter
) -> None:
    show(driver, watch, ERROR, *[AGAIN] * 50)
    gate = driver.stores.hold("johndoe")
    driver.ask("johndoe")
    watch.report(AGAIN)
    QGuiApplication.processEvents()
    assert is_waiting(driver)
    with driver.qtbot.waitSignal(driver.browser.lookups.service.answered):
        gate.set()
    watch.report(AGAIN)
    QGuiApplication.processEvents()
    assert driver.page == "profilePage"


def test_a_repeated_error_on_a_worker_ends_the_waiting(
    driver: Driver, watch: ErrorReporter
) -> None:
    driver.stores.hold("johndoe")
    driver.ask("johndoe")
    show(driver, watch, WORKER_ERROR)
    assert not is_waiting(driver)


def test_escape_dismisses_the_error(driver: Driver, watch: ErrorReporter) -> None:
    show(driver, watch, ERROR)
    driver.press(Qt.Key.Key_Escape)
    assert driver.page == "welcomePage"


def test_the_diagnostics_list_the_last_problems_newest_first(
    driver: Driver, watch: ErrorReporter
) -> None:
    for number in range(PROBLEMS_KEPT + 1):
        name = f"broken{number}"
        driver.stores.outcomes[name] = problem()
        driver.look_up(name)
    show(driver, watch, ERROR)
    watch.copy_diagnostics()
    assert driver.status == "Copied the diagnostics"
    listed_problems = driver.clipboard.partition("Recent problems\n\n")[2]
    assert listed_problems.count("Problem: ") == PROBLEMS_KEPT
    assert listed_problems.index(ERROR.cause) < listed_problems.index("Problem: unreachable")
    assert "broken" not in driver.clipboard
