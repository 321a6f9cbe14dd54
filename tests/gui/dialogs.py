"""Ways to show each dialog of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton

from profile_browser.domain.problem import ProblemKind
from tests.gui.fakes import problem

if TYPE_CHECKING:
    from tests.gui.driver import Driver


def show_shortcuts(driver: Driver) -> QDialog:
    driver.press(Qt.Key.Key_F1)
    return driver.part(QDialog, "keysDialog")


def show_guide(driver: Driver) -> QDialog:
    driver.window.help.show_guide()
    return driver.part(QDialog, "guideDialog")


def show_connections(driver: Driver) -> QDialog:
    driver.browser.connections.manage()
    return driver.part(QDialog, "connectionsDialog")


def show_faulty_connection(driver: Driver) -> QDialog:
    dialog = show_connections(driver)
    driver.part(QLineEdit, "field_title").setText("x")
    driver.part(QLineEdit, "field_title").clear()
    return dialog


def show_check(driver: Driver) -> QDialog:
    dialog = show_connections(driver)
    driver.part(QPushButton, "testButton").click()
    return dialog


def show_password(driver: Driver) -> QDialog:
    driver.stores.outcomes["jon"] = problem(ProblemKind.WRONG_SIGN_IN)
    driver.look_up("jon")
    return driver.part(QDialog, "passwordDialog")


DIALOGS = {
    "shortcuts": show_shortcuts,
    "guide": show_guide,
    "connections": show_connections,
    "connections, with a fault": show_faulty_connection,
    "connections, tested": show_check,
    "password": show_password,
}
