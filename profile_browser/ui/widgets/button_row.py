"""Buttons, and a row of them, which becomes a column where the window is too narrow for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_SPACING = 8  # device-independent pixels between two buttons
_BESIDE = QBoxLayout.Direction.LeftToRight
_BELOW = QBoxLayout.Direction.TopToBottom


def push_button(text: str, name: str) -> QPushButton:
    """Return a button with this text and object name."""
    button = QPushButton(text)
    button.setObjectName(name)
    return button


class ButtonRow(QWidget):
    """Buttons beside each other, or below each other. It never widens the window."""

    def __init__(self, *buttons: QPushButton) -> None:
        super().__init__()
        self._buttons = buttons
        self._box = QBoxLayout(_BESIDE, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(_SPACING)
        for button in buttons:
            self._box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._box.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the direction for the new width."""
        super().resizeEvent(event)
        self._box.setDirection(_BESIDE if self._row_width() <= self.width() else _BELOW)

    def _row_width(self) -> int:
        widths = [button.sizeHint().width() for button in self._buttons]
        return sum(widths) + _SPACING * (len(widths) - 1)
