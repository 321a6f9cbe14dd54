"""Files of connections that have faults: whoever opens the window is told."""

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


def test_a_fault_of_the_files_is_told_at_the_start(windows: Windows) -> None:
    with_faults(windows, FAULT)
    driver = windows.open(SAMPLE)
    driver.wait_until_shown("settingsNotice")
    assert driver.text("settingsNoticeText") == FAULT
    driver.click("settingsDismissButton")
    driver.qtbot.waitUntil(lambda: driver.window.findChild(QWidget, "settingsNotice") is None)


def test_further_faults_are_counted(windows: Windows) -> None:
    with_faults(windows, FAULT, FAULT, FAULT)
    driver = windows.open(SAMPLE)
    assert driver.text("settingsNoticeText") == f"{FAULT} (2 more problems)"


def test_the_notice_leads_to_the_connections(windows: Windows) -> None:
    with_faults(windows, FAULT)
    driver = windows.open(SAMPLE)
    driver.click("settingsActionButton")
    assert driver.browser._dialog is not None
    driver.browser._dialog.close()


def test_sound_files_are_not_talked_of(windows: Windows) -> None:
    driver = windows.open(SAMPLE)
    assert driver.window.findChild(QWidget, "settingsNotice") is None
