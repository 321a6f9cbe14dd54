"""The real window over stores that a test controls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from profile_browser.app import ProfileBrowser
from profile_browser.ui.theme import Theme
from tests.gui.driver import Driver
from tests.gui.fakes import STAGING, FakeStores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store import ProfileStore


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def stores() -> Iterator[FakeStores]:
    stores = FakeStores()
    yield stores
    stores.release_all()


@pytest.fixture
def open_window(
    qtbot: QtBot, theme: Theme, stores: FakeStores
) -> Iterator[Callable[[Connection, Callable[[], ProfileStore]], ProfileBrowser]]:
    opened: list[ProfileBrowser] = []

    def open_(
        connection: Connection, open_store: Callable[[], ProfileStore] = stores.open
    ) -> ProfileBrowser:
        browser = ProfileBrowser(connection, theme, open_store)
        qtbot.addWidget(browser.window)
        browser.window.show()
        browser.window.activateWindow()
        qtbot.waitActive(browser.window)
        opened.append(browser)
        return browser

    yield open_
    stores.release_all()
    for browser in opened:
        assert browser.close(), "a thread is still running"


@pytest.fixture
def driver(
    qtbot: QtBot,
    stores: FakeStores,
    open_window: Callable[[Connection], ProfileBrowser],
) -> Driver:
    return Driver(qtbot, open_window(STAGING), stores)
