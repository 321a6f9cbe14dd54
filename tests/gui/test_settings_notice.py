"""The notice about faults in the connection files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from profile_browser.domain.configuration import Configuration
from profile_browser.settings.connections import ConnectionFiles
from profile_browser.stores.sample.adapter import SAMPLE
from tests.gui.dialog_driver import DialogDriver
from tests.unit.helpers.people import KINDS
from tests.unit.settings.broken_files import break_file
from tests.unit.settings.tables import table

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gui.conftest import Windows

FAULT = "/etc/connections.toml: line 3 is not valid TOML."


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
    assert driver.text("settingsNoticeText") == f"{FAULT} (2 more problems)"


def test_the_notice_opens_the_connections_dialog(windows: Windows) -> None:
    with_faults(windows, FAULT)
    driver = windows.open(SAMPLE)
    driver.click("settingsActionButton")
    assert driver.browser.connections._dialog is not None
    driver.browser.connections._dialog.close()


def test_a_broken_administrators_file_leaves_no_connection_to_use(
    windows: Windows, tmp_path: Path
) -> None:
    system, own = tmp_path / "system.toml", tmp_path / "own.toml"
    own.write_text(table("mine"), "utf-8")
    sentence = break_file(system, "not TOML")
    windows.files.configuration = ConnectionFiles(KINDS, (system, own)).read()
    driver = windows.open(SAMPLE)
    assert driver.text("settingsNoticeText") == sentence
    offered = [action.text() for action in driver.window.band.menu.actions()]
    assert offered == ["Sample data\tCtrl+1", "", "Connections …"]
    dialog = DialogDriver(driver)
    assert dialog.titles == []
    assert sentence in dialog.note
    assert not dialog.field("connection_string").isEnabled()
    for name in ("add", "duplicate", "save", "delete"):
        assert not dialog.button(name).isEnabled()
    dialog.click("test")
    assert windows.check.checked == []


def test_files_without_faults_show_no_notice(windows: Windows) -> None:
    driver = windows.open(SAMPLE)
    assert driver.window.findChild(QWidget, "settingsNotice") is None
