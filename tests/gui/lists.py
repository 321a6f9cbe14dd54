"""Ways to use the list of matches: its headers, its menu, and the bar above a profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from tests.gui.driver import Driver

USERNAME, FULL_NAME, EMAIL, ACCOUNT = range(4)


def click_header(driver: Driver, column: int) -> None:
    header = driver.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(column) + 10, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def open_menu(driver: Driver, row: int) -> dict[str, QAction]:
    """Open the menu of a row by the right button, and return its entries by label."""
    place = driver.table.visualRect(driver.table.model().index(row, 0)).center()
    return _opened(driver, QContextMenuEvent.Reason.Mouse, place)


def open_menu_by_key(driver: Driver) -> dict[str, QAction]:
    return _opened(driver, QContextMenuEvent.Reason.Keyboard, QPoint(0, 0))


def _opened(driver: Driver, reason: QContextMenuEvent.Reason, place: QPoint) -> dict[str, QAction]:
    viewport = driver.table.viewport()
    event = QContextMenuEvent(reason, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)
    menu = driver.window.findChildren(QMenu, "matchesMenu")[-1]
    orders = menu.findChild(QMenu, "sortMenu")
    assert orders is not None
    actions = [*menu.actions(), *orders.actions()]
    return {action.text().partition("\t")[0]: action for action in actions}


def place_of(driver: Driver) -> str | None:
    """Return what the bar above a profile says, or None if it is not there."""
    is_there = driver.has("matchBar") and driver.part(QWidget, "matchBar").isVisible()
    return driver.text("matchPlace") if is_there else None
