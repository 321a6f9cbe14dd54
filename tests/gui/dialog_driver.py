"""A driver for the connections dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QListWidget, QPushButton

if TYPE_CHECKING:
    from tests.gui.driver import Driver


class DialogDriver:
    """Drives the dialog through the object names of its widgets."""

    def __init__(self, driver: Driver) -> None:
        driver.browser.connections.manage()
        self.driver = driver
        self.dialog = driver.part(QDialog, "connectionsDialog")

    def field(self, name: str) -> QLineEdit:
        return self.driver.part(QLineEdit, f"field_{name}")

    def button(self, name: str) -> QPushButton:
        return self.driver.part(QPushButton, f"{name}Button")

    def click(self, name: str) -> None:
        self.button(name).click()

    def select(self, row: int) -> None:
        self.driver.part(QListWidget, "connectionList").setCurrentRow(row)

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            self.field(name).setText(value)

    def fault(self, name: str) -> str:
        label = self.driver.part(QLabel, f"fault_{name}")
        return label.text() if not label.isHidden() else ""

    @property
    def titles(self) -> list[str]:
        entries = self.driver.part(QListWidget, "connectionList")
        return [entries.item(row).text() for row in range(entries.count())]

    @property
    def result(self) -> str:
        return self.driver.text("dialogResult")

    @property
    def note(self) -> str:
        return self.driver.text("connectionNote")
