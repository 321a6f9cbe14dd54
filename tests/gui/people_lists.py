"""Ways to use the list of many people: to paste, open and drop one, and to look at its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit, QPushButton, QWidget

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gui.driver import Driver

CONTROL = Qt.KeyboardModifier.ControlModifier
CONTROL_SHIFT = CONTROL | Qt.KeyboardModifier.ShiftModifier
INPUT, LIST = "peopleListInputPage", "peopleListPage"
COPY = Qt.DropAction.CopyAction
NO_KEYS = Qt.KeyboardModifier.NoModifier


def open_list(driver: Driver) -> None:
    """Press the key that shows the list, or the page that takes one."""
    driver.press(Qt.Key.Key_L, CONTROL_SHIFT)


def paste_into(part: QWidget, text: str) -> None:
    """Paste a text by keyboard."""
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(part, Qt.Key.Key_V, CONTROL)


def paste_field(driver: Driver) -> QPlainTextEdit:
    return driver.part(QPlainTextEdit, "pasteField")


def start_button(driver: Driver) -> QPushButton:
    return driver.part(QPushButton, "startListButton")


def wait_for_counts(driver: Driver) -> str:
    """Return what the page says about the list, once it was read and can be looked up."""
    driver.qtbot.waitUntil(lambda: start_button(driver).isEnabled())
    return driver.text("listCounts")


def wait_for_fault(driver: Driver) -> str:
    """Return why the list cannot be looked up."""
    fault = driver.part(QWidget, "listFault")
    driver.qtbot.waitUntil(fault.isVisible)
    return driver.text("listFault")


def prepare(driver: Driver, *names: str) -> None:
    """Have a list counted, with nobody looked up yet."""
    paste_into(driver.field, "\n".join(names))
    wait_for_counts(driver)


def start(driver: Driver, *names: str) -> None:
    """Look up a list, without waiting."""
    prepare(driver, *names)
    driver.click("startListButton")
    assert driver.page == LIST


def run(driver: Driver, *names: str) -> None:
    """Look up a list, and wait for its end."""
    start(driver, *names)
    wait_for_end(driver)


def wait_for_end(driver: Driver) -> None:
    stop = driver.part(QPushButton, "stopListButton")
    driver.qtbot.waitUntil(stop.isHidden)


def choose_file(driver: Driver, name: str, path: Path) -> None:
    """Choose a file in the dialog of this name."""
    dialog = driver.part(QFileDialog, name)
    dialog.selectFile(str(path))
    dialog.fileSelected.emit(str(path))
    dialog.close()


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def text(words: str) -> QMimeData:
    data = QMimeData()
    data.setText(words)
    return data


def drop(part: QWidget, data: QMimeData) -> bool:
    """Drop something on a part of the window, as Qt does it. Return whether anything took it."""
    target: QWidget | None = part
    while target is not None:
        enter = QDragEnterEvent(QPoint(5, 5), COPY, data, Qt.MouseButton.LeftButton, NO_KEYS)
        enter.ignore()
        if target.acceptDrops():
            QApplication.sendEvent(target, enter)
        if enter.isAccepted():
            event = QDropEvent(QPointF(5, 5), COPY, data, Qt.MouseButton.LeftButton, NO_KEYS)
            QApplication.sendEvent(target, event)
            return True
        target = target.parentWidget()
    return False
