"""Fixtures for the real window over fake stores, files and passwords."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QApplication, QDialog

from profile_browser.desktop.controller import AppController
from profile_browser.desktop.services import Services
from profile_browser.stores.registry import STORES
from profile_browser.stores.sample.adapter import SAMPLES
from profile_browser.ui.theme import LIGHT, Theme
from tests.gui.driver import Driver
from tests.gui.fakes import STAGING, FakeCheck, FakeFiles, FakePasswords, FakeStores
from tests.gui.listed import NAMES, ROWS, ListWindow
from tests.gui.threads import assert_threads_end
from tests.unit.helpers.listed import entries_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from profile_browser.domain.check import StageResult
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store import StoreOpener
    from profile_browser.domain.store_kind import StoreKinds


@dataclass
class Windows:
    """Opens windows, and closes them with their dialogs and threads."""

    qtbot: QtBot
    theme: Theme
    stores: FakeStores
    files: FakeFiles = field(default_factory=FakeFiles)
    passwords: FakePasswords = field(default_factory=FakePasswords)
    check: FakeCheck = field(default_factory=FakeCheck)
    look: Callable[[Connection], Iterator[StageResult]] = field(default_factory=FakeCheck)
    opened: list[AppController] = field(default_factory=list)
    kinds: StoreKinds = STORES.kinds

    def open(
        self,
        connection: Connection = STAGING,
        open_store: StoreOpener | None = None,
    ) -> Driver:
        services = Services(
            self.kinds,
            SAMPLES,
            open_store or self.stores.open,
            self.check,
            self.look,
            self.passwords,
            self.files,
        )
        browser = AppController(self.files.read(), connection, self.theme, services)
        self.qtbot.addWidget(browser.window)
        self.opened.append(browser)
        with self.qtbot.waitActive(browser.window):
            browser.window.show()
            browser.window.activateWindow()
        return Driver(self.qtbot, browser, self.stores)

    def close(self) -> None:
        self.stores.release_all()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()  # otherwise it would get the next test's key presses
        for browser in self.opened:
            for dialog in browser.window.findChildren(QDialog):
                dialog.done(QDialog.DialogCode.Rejected)  # for the same reason
            browser.close()
        assert_threads_end()


@pytest.fixture(autouse=True)
def _clipboard(qapp: QApplication) -> Iterator[None]:
    """Empty the clipboard after each test. Qt would delete a copy after Python ended, and crash."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest, theme: Theme) -> Iterator[None]:
    """Use each colour scheme in turn. Every other test has the light one."""
    assert theme.colors == LIGHT
    if request.param == "light":
        yield
    else:
        theme.use(dark=True)
        yield
        theme.use(dark=False)


@pytest.fixture
def stores() -> FakeStores:
    return FakeStores()


@pytest.fixture
def windows(qtbot: QtBot, theme: Theme, stores: FakeStores) -> Iterator[Windows]:
    windows = Windows(qtbot, theme, stores)
    yield windows
    windows.close()
    # What is closed is deleted now; otherwise a change of the style would style it again.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def driver(windows: Windows) -> Driver:
    return windows.open()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder for the audit log."""
    folder = tmp_path / "reads"
    folder.mkdir()
    return folder


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the messages announced to screen readers."""
    said: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    return said


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> ListWindow:
    """Return a window with a list of five that was not asked yet. The table has the focus."""
    window = ListWindow(theme)
    qtbot.addWidget(window)
    window.resize(1100, 400)
    window.table.show_entries(entries_of(*NAMES), ())
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.table.setFocus()
    return window


@pytest.fixture
def listing(window: ListWindow) -> ListWindow:
    """Return that window once three were found, one is missing, and one is two people."""
    window.table.set_rows(0, ROWS)
    window.table.settle()
    return window
