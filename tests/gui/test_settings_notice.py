"""The notice about faults in the connection files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from profile_browser.domain.configuration import Configuration
from profile_browser.stores.sample.adapter import SAMPLE

if TYPE_CHECKING:
    from tests.gui.conftest import Windows

FAULT = "/etc/connections.toml: line 3 is not written as it must be."


def with_faults(windows: Windows, *faults: str) -> None:
    windows.files.configuration = replace(Configuration(), faults=faults)


def test_a_fault_in_the_files_is_shown_at_the_start(windows: Windows) -> None:
    with_faults(windows, FAULT)
    driver = windows.open(SAMPLE)
    driver.wait_until_shown("settingsNotice")
    assert driver.text("settingsNoticeText") == FAULT
    driver.click("settingsDismissButton")
    driver.qtbot.waitUntil(lambda: driver.window.findChild(QWidget, "settingsNotice") is None)


def test_further_faults_are_counted(windows: Windows) -> None:
    with_faults(windows, FAULT, FAULT, FAULT)
    driver = windows.open(SAMPLE)
    assert driver.text("settingsNoticeText") == f"{FAULT} There are 2 more."


def test_the_notice_opens_the_connections_dialog(windows: Windows) -> None:
    with_faults(windows, FAULT)
    driver = windows.open(SAMPLE)
    driver.click("settingsActionButton")
    assert driver.browser._dialog is not None
    driver.browser._dialog.close()


def test_files_without_faults_show_no_notice(windows: Windows) -> None:
    driver = windows.open(SAMPLE)
    assert driver.window.findChild(QWidget, "settingsNotice") is None
