"""Every text on every page can be read: its contrast is measured in rendered pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from profile_browser.domain.connection import Connection, Environment
from profile_browser.stores.couchbase.adapter import KIND as COUCHBASE
from profile_browser.stores.sample.adapter import SAMPLE
from profile_browser.ui.widgets.notice import Notice
from tests.gui.dialogs import DIALOGS
from tests.gui.pages import PAGES
from tests.gui.pixels import picture, text_contrast, texts
from tests.wire.stores import cluster_store

if TYPE_CHECKING:
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

READABLE = 4.5  # WCAG 2.2, 1.4.3


def faint(window: QWidget) -> dict[str, float]:
    """Return the texts that cannot be read, each with its contrast."""
    window.grab()  # lays it out
    image = picture(window)
    measured = [(text, text_contrast(image, place)) for text, place in texts(window)]
    assert len([ratio for _, ratio in measured if ratio is not None]) >= 1
    return {text: ratio for text, ratio in measured if ratio is not None and ratio < READABLE}


@pytest.mark.usefixtures("scheme")
@pytest.mark.parametrize("name", PAGES)
def test_every_text_of_a_page_can_be_read(driver: Driver, name: str) -> None:
    PAGES[name](driver)
    assert faint(driver.window) == {}


@pytest.mark.usefixtures("scheme")
@pytest.mark.parametrize("name", DIALOGS)
def test_every_text_of_a_dialog_can_be_read(driver: Driver, name: str) -> None:
    assert faint(DIALOGS[name](driver)) == {}


@pytest.mark.usefixtures("scheme")
@pytest.mark.parametrize("environment", Environment)
def test_every_band_can_be_read(windows: Windows, environment: Environment) -> None:
    connection = Connection(
        kind=COUCHBASE,
        title="Customers EU",
        environment=environment,
        connection_string="couchbase://db1.example.com",
    )
    is_sample = environment is Environment.SAMPLE
    opened = windows.open(SAMPLE, cluster_store) if is_sample else windows.open(connection)
    assert faint(opened.window) == {}


@pytest.mark.usefixtures("scheme")
def test_a_notice_can_be_read(driver: Driver) -> None:
    driver.window.show_notice(Notice("crash", "The program stopped.", "Copy"))
    assert faint(driver.window) == {}


@pytest.mark.usefixtures("scheme")
@pytest.mark.parametrize("name", ["lookupButton", "whyButton"])
def test_a_button_can_be_read_under_the_mouse(driver: Driver, name: str) -> None:
    PAGES["welcomePage, nobody found"](driver)
    button = driver.part(QPushButton, name)
    QTest.mouseMove(button)
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    QApplication.sendEvent(button, QEvent(QEvent.Type.HoverEnter))
    assert faint(driver.window) == {}


@pytest.mark.usefixtures("scheme")
def test_a_menu_can_be_read(driver: Driver) -> None:
    menu = driver.window.band.menu
    menu.popup(driver.window.pos())
    for action in filter(QAction.text, menu.actions()):
        menu.setActiveAction(action)
        place = menu.actionGeometry(action).adjusted(24, 2, -8, -2)
        ratio = text_contrast(picture(menu), place)
        assert ratio is None or ratio >= READABLE
    menu.close()


def test_a_faint_text_is_found(driver: Driver) -> None:
    label = driver.part(QWidget, "welcomeHeading")
    label.setStyleSheet("color: #888888")
    assert "Look up an account" in faint(driver.window)


def test_no_dialog_is_forgotten(driver: Driver) -> None:
    for name, show in DIALOGS.items():
        dialog = show(driver)
        assert isinstance(dialog, QDialog), name
        dialog.done(QDialog.DialogCode.Rejected)
