"""On an audited connection, the window shows nothing that is not already in the audit log."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from profile_browser.desktop.services import SignedInStores
from profile_browser.domain.audit_rules import AuditRules
from profile_browser.domain.configuration import Configuration, KnownConnection, Source
from profile_browser.messages.window import READS_RECORDED
from profile_browser.records.audit_log import AuditLog
from profile_browser.settings.connections import ConnectionFiles
from profile_browser.settings.passwords import Passwords
from profile_browser.stores.audited import audited
from profile_browser.stores.registry import STORES
from profile_browser.stores.sample.adapter import SAMPLE
from tests.gui.fakes import ALICE, JOHN, STAGING, found, matches
from tests.unit.helpers.people import KINDS
from tests.wire.node import Node
from tests.wire.people import PEOPLE
from tests.wire.stores import connection_to

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store import ProfileStore
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver
    from tests.gui.fakes import FakeStores

KEY = "marked-key-of-at-least-32-letters"
RECORDED = replace(STAGING, key="staging", audit=True)
NOTHING = ["Not recorded"] * 4


@pytest.fixture
def window(windows: Windows, stores: FakeStores, folder: Path) -> Driver:
    """Open a window on a connection whose reads are recorded in the folder."""
    rules = AuditRules(folder=str(folder), key=KEY)

    def open_store(connection: Connection) -> ProfileStore:
        return audited(connection, stores.open, lambda: AuditLog(rules))

    system = KnownConnection(RECORDED, Source.SYSTEM, editable=True)
    windows.files.configuration = Configuration((system,), audit=rules)
    return windows.open(RECORDED, open_store)


def lines(folder: Path) -> int:
    return sum(len(path.read_text("ascii").splitlines()) for path in folder.glob("*.jsonl"))


def delete_the_audit_folder(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


def test_a_lookup_is_recorded_and_shown(window: Driver, folder: Path) -> None:
    window.look_up("johndoe")
    assert window.values[0] == "johndoe"
    assert lines(folder) == 1


def test_without_the_audit_log_no_profile_is_shown_and_the_problem_says_why(
    window: Driver, folder: Path, stores: FakeStores
) -> None:
    window.look_up("johndoe")
    delete_the_audit_folder(folder)
    window.look_up("alice")
    assert window.page == "problemPage"
    assert window.text("problemSummary") == (
        "Cannot show accounts from Staging: the audit log cannot be written"
    )
    assert str(folder) in window.text("problemDetails")
    assert KEY not in window.text("problemDetails")
    assert window.values == NOTHING
    assert stores.asked == ["johndoe"]
    assert window.text("connectionState") == "Connected"


def test_try_again_shows_the_account_once_it_can_be_recorded(window: Driver, folder: Path) -> None:
    folder.rmdir()
    window.look_up("alice")
    folder.mkdir()
    with window.qtbot.waitSignal(window.browser.lookups.service.answered):
        window.click("retryButton")
    assert window.values[0] == "alice"
    assert lines(folder) == 1


def test_each_person_in_a_list_is_recorded_or_the_list_is_not_shown(
    window: Driver, folder: Path, stores: FakeStores
) -> None:
    stores.searches["a"] = matches(JOHN, ALICE)
    window.look_up("a")
    assert window.listed == ["johndoe", "alice"]
    assert lines(folder) == 3
    delete_the_audit_folder(folder)
    stores.searches["j"] = found(JOHN)
    window.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    window.look_up("j")
    assert (window.page, window.values) == ("problemPage", NOTHING)


def test_the_window_says_that_reads_are_recorded(window: Driver) -> None:
    band = window.part(QWidget, "environmentBand")
    assert band.toolTip() == READS_RECORDED
    assert READS_RECORDED in window.text("welcomeHint")
    window.browser.switch(SAMPLE)
    assert band.toolTip() == ""
    assert READS_RECORDED not in window.text("welcomeHint")


def test_editing_the_connection_does_not_stop_the_recording(
    window: Driver, windows: Windows
) -> None:
    window.browser.connections.manage()
    window.part(QLineEdit, "field_title").setText("Mine")
    window.part(QPushButton, "saveButton").click()
    assert windows.files.configuration.by_key["staging"].connection.audit
    assert window.window.windowTitle() == "Mine — Profile Browser"
    assert window.part(QWidget, "environmentBand").toolTip() == READS_RECORDED


@pytest.fixture
def node() -> Iterator[Node]:
    with Node(PEOPLE) as node:
        yield node


def test_the_real_stores_read_nothing_from_a_cluster_without_the_audit_log(
    node: Node, windows: Windows, folder: Path, tmp_path: Path
) -> None:
    system = tmp_path / "system" / "profile-browser" / "connections.toml"
    system.parent.mkdir(parents=True)
    signed_in = SignedInStores(STORES, Passwords(), ConnectionFiles(KINDS))
    connection = replace(connection_to(node), audit=True)
    driver = windows.open(connection, signed_in.open_store)
    driver.look_up("johndoe")
    assert (driver.page, node.connections) == ("problemPage", 0)
    system.write_text(f'audit_folder = "{folder}"\naudit_key = "{KEY}"\n', "utf-8")
    driver.browser.switch(replace(connection))
    driver.look_up("johndoe")
    assert driver.values[0] == "johndoe"
    assert lines(folder) == 1
