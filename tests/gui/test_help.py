"""The help menu, and the notice about an earlier crash."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QMenu, QPushButton, QToolButton, QWidget

from profile_browser.desktop.error_reporter import ErrorReporter
from profile_browser.records.crashes import CrashRecorder

if TYPE_CHECKING:
    from pathlib import Path

    from profile_browser.ui.theme import Theme
    from tests.gui.driver import Driver

FATAL = "Fatal Python error: Aborted"


class UnarmedCrashRecorder(CrashRecorder):
    """Finds crashes without changing the test run's own faulthandler."""

    def start(self) -> None:
        """Leave this process unchanged."""


@pytest.fixture
def watch(driver: Driver, theme: Theme, tmp_path: Path) -> ErrorReporter:
    return ErrorReporter(driver.browser, theme, UnarmedCrashRecorder(lambda: tmp_path))


@pytest.fixture
def crashed(watch: ErrorReporter, tmp_path: Path, driver: Driver) -> ErrorReporter:
    (tmp_path / "20260101-120000-7.running").write_text(FATAL)
    watch.start()
    driver.wait_until_shown("crashNotice")
    return watch


def choose(driver: Driver, *keys: Qt.Key) -> None:
    """Tab to the button, open its menu, and press these keys and Enter in it."""
    button, menu = driver.part(QToolButton, "helpButton"), driver.part(QMenu, "helpMenu")
    while not button.hasFocus():
        driver.press(Qt.Key.Key_Tab)
    QTimer.singleShot(0, button, partial(press_in, menu, (*keys, Qt.Key.Key_Return)))
    button.showMenu()  # returns once the menu is closed


def press_in(menu: QMenu, keys: tuple[Qt.Key, ...]) -> None:
    for key in keys:
        QTest.keyClick(menu, key)


def has_notice(driver: Driver) -> bool:
    return driver.window.findChild(QWidget, "crashNotice") is not None


def test_help_lists_the_shortcuts(driver: Driver) -> None:
    choose(driver, Qt.Key.Key_Down)
    assert driver.part(QDialog, "keysDialog").isVisible()


@pytest.mark.usefixtures("watch")
def test_help_copies_the_diagnostics(driver: Driver) -> None:
    choose(driver, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert driver.status == "Copied the diagnostics"
    mark = driver.window.search.findChild(QLabel, "copiedMark")
    assert mark is not None
    assert mark.isVisible()
    assert "Connection: Staging (staging)\n" in driver.clipboard
    assert "Address: couchbases://db1.example.com\n" in driver.clipboard
    assert "Display: offscreen, " in driver.clipboard
    assert "secret" not in driver.clipboard


@pytest.mark.usefixtures("crashed")
def test_a_crash_is_reported_and_its_trace_is_in_the_diagnostics(driver: Driver) -> None:
    assert driver.text("crashNoticeText") == "Profile Browser closed unexpectedly last time."
    assert driver.field.hasFocus()
    driver.click("crashActionButton")
    assert FATAL in driver.clipboard
    driver.qtbot.waitUntil(lambda: not has_notice(driver))
    assert driver.field.hasFocus()


@pytest.mark.usefixtures("crashed")
def test_the_notice_disappears_when_it_is_dismissed(driver: Driver) -> None:
    driver.click("crashDismissButton")
    driver.qtbot.waitUntil(lambda: not has_notice(driver))
    assert driver.field.hasFocus()


@pytest.mark.usefixtures("crashed")
def test_the_notice_is_reached_by_keyboard_and_not_closed_by_escape(driver: Driver) -> None:
    button = driver.part(QPushButton, "crashDismissButton")
    while not button.hasFocus():
        driver.press(Qt.Key.Key_Tab)
    driver.press(Qt.Key.Key_Escape)
    assert has_notice(driver)
    QTest.keyClick(button, Qt.Key.Key_Space)
    driver.qtbot.waitUntil(lambda: not has_notice(driver))


@pytest.mark.usefixtures("crashed")
def test_a_lookup_works_while_the_notice_is_shown(driver: Driver) -> None:
    driver.look_up("johndoe")
    assert driver.values[0] == "johndoe"
    assert has_notice(driver)


def test_a_second_window_does_not_report_the_crash_again(
    crashed: ErrorReporter, driver: Driver, theme: Theme, tmp_path: Path
) -> None:
    driver.click("crashDismissButton")
    driver.qtbot.waitUntil(lambda: not has_notice(driver))
    ErrorReporter(driver.browser, theme, UnarmedCrashRecorder(lambda: tmp_path)).start()
    assert not has_notice(driver)
    crashed.copy_diagnostics()
    assert FATAL in driver.clipboard
