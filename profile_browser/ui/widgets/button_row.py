"""A row of buttons, which becomes a column where the window is too narrow for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtWidgets import QWidget

from profile_browser.ui.widgets.turning_box import TurningBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton


class ButtonRow(QWidget):
    """Buttons beside each other, or below each other. It never widens the window."""

    def __init__(self, *buttons: QPushButton) -> None:
        super().__init__()
        self._buttons = buttons
        box = TurningBox(self, self._width_of_buttons)
        for button in buttons:
            box.addWidget(button, 0, QtCore.Qt.AlignmentFlag.AlignLeft)
        box.addStretch(1)

    def _width_of_buttons(self) -> int:
        return sum(button.sizeHint().width() for button in self._buttons)
