"""The notice about faults in the connection files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from profile_browser.domain.configuration import Configuration, ConfigurationError
from profile_browser.settings.connections import ConnectionFiles
from profile_browser.stores.sample.adapter import SAMPLE
from tests.gui.dialog_driver import DialogDriver
from tests.gui.fakes import STAGING
from tests.unit.helpers.people import KINDS
from tests.unit.settings.broken_files import WAYS, break_file
from tests.unit.settings.tables import table

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gui.conftest import Windows

FAULT = "/etc/connections.toml: line 3 is not valid TOML."


def with_faults(windows: Windows, *faults: str) -> None:
    windows.files.configuration = Configuration()._replace(faults=faults)


def test_a_fault_in_the_files_is_shown_at_the_start(windows: Windows) -> None:
    with_faults(windows, FAULT)
    driver = windows.open(SAMPLE)
    driver.wait_until_shown("settingsNotice")
    assert driver.text("settingsNoticeText") == (
        "One setting of your administrator could not be read, so no account can be looked up. "
        "Ask your administrator."
    )
    driver.click("settingsDismissButton")
    driver.qtbot.waitUntil(lambda: driver.window.findChild(QWidget, "settingsNotice") is None)


def test_further_faults_are_counted(windows: Windows) -> None:
    with_faults(windows, FAULT, FAULT, FAULT)
    driver = windows.open(SAMPLE)
    assert driver.text("settingsNoticeText").startswith("3 settings of your administrator could")


def test_where_lookups_work_the_notice_says_so(windows: Windows) -> None:
    with_faults(windows, FAULT)
    driver = windows.open()
    assert driver.text("settingsNoticeText") == (
        "One setting of your administrator could not be read; lookups work."
    )


def test_where_no_lookup_can_be_recorded_the_notice_does_not_say_that_lookups_work(
    windows: Windows,
) -> None:
    with_faults(windows, FAULT)
    driver = windows.open(replace(STAGING, audit=True))
    assert "so no account can be looked up" in driver.text("settingsNoticeText")


def test_a_fault_of_ones_own_file_is_not_the_administrators(windows: Windows) -> None:
    windows.files.configuration = Configuration(faults=(FAULT,), own_faults=(FAULT,))
    driver = windows.open()
    assert driver.text("settingsNoticeText") == (
        "One of your own settings could not be used; lookups work."
    )


def test_faults_of_both_files_are_counted_together(windows: Windows) -> None:
    windows.files.configuration = Configuration(faults=(FAULT, "Mine."), own_faults=("Mine.",))
    driver = windows.open()
    assert driver.text("settingsNoticeText") == "2 settings could not be used; lookups work."


def test_the_details_are_one_click_away_and_can_be_copied(windows: Windows) -> None:
    with_faults(windows, FAULT, "Another.")
    driver = windows.open()
    driver.click("settingsActionButton")
    assert driver.text("faultsDetails") == f"{FAULT}\n\nAnother."
    driver.click("copyFaultsButton")
    assert driver.clipboard == f"{FAULT}\nAnother."


def test_a_broken_administrators_file_leaves_no_connection_to_use(
    windows: Windows, tmp_path: Path
) -> None:
    system, own = tmp_path / "system.toml", tmp_path / "own.toml"
    own.write_text(table("mine"), "utf-8")
    sentence = break_file(system, "not TOML")
    windows.files.configuration = ConnectionFiles(KINDS, (system, own)).read()
    driver = windows.open(SAMPLE)
    blocked = "Your administrator's settings cannot be read, so nothing can be looked up."
    assert driver.text("settingsNoticeText") == blocked
    offered = [action.text() for action in driver.window.band.menu.actions()]
    assert offered == ["Sample data\tCtrl+1", "Sample shop\tCtrl+2", "", "Connections …"]
    dialog = DialogDriver(driver)
    assert dialog.titles == []
    assert blocked in dialog.note
    assert sentence not in dialog.note
    assert not dialog.field("connection_string").isEnabled()
    for name in ("add", "duplicate", "save", "delete"):
        assert not dialog.button(name).isEnabled()
    dialog.click("test")
    assert windows.check.checked == []


def test_files_without_faults_show_no_notice(windows: Windows) -> None:
    driver = windows.open(SAMPLE)
    assert driver.window.findChild(QWidget, "settingsNotice") is None


def test_an_error_of_saving_names_no_path_but_in_its_details(
    windows: Windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise OSError(28, "No space left on device")

    own = tmp_path / "own.toml"
    own.write_text(table("mine"), "utf-8")
    windows.files.configuration = ConnectionFiles(KINDS, (tmp_path / "system.toml", own)).read()
    files = ConnectionFiles(KINDS, (tmp_path / "system.toml", own))
    monkeypatch.setattr(windows.files, "save", files.save)
    monkeypatch.setattr("tempfile.mkstemp", fail)
    dialog = DialogDriver(windows.open())
    dialog.click("save")
    assert dialog.result == "This could not be saved: No space left on device."
    dialog.click("copyResult")
    assert dialog.driver.clipboard == f"{own} could not be written: No space left on device."


@pytest.mark.parametrize("way", WAYS)
def test_the_sentence_about_an_unreadable_file_of_ones_own_names_no_path(
    windows: Windows, tmp_path: Path, way: str
) -> None:
    own = tmp_path / "own.toml"
    break_file(own, way)
    files = ConnectionFiles(KINDS, (tmp_path / "system.toml", own))
    windows.files.configuration = files.read()
    dialog = DialogDriver(windows.open())
    assert str(tmp_path) not in dialog.note
    assert "One of your own settings could not be used; lookups work." in dialog.note
    with pytest.raises(ConfigurationError) as caught:
        files.save(STAGING)
    assert str(tmp_path) not in caught.value.summary
