"""Qt's button at the end of a field, which clears it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton

from profile_browser.messages.window import CLEAR_FIELD

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

    from profile_browser.ui.theme import Theme


class ClearButton(QObject):
    """Adds the button to a field, with a name and an icon that the desktop's may lack."""

    def __init__(self, field: QLineEdit, theme: Theme) -> None:
        super().__init__(field)
        self._theme = theme
        field.setClearButtonEnabled(True)
        self._actions = field.findChildren(QAction)
        for button in field.findChildren(QToolButton):
            button.setAccessibleName(CLEAR_FIELD)
        theme.changed.connect(self.draw)
        self.draw()

    @Slot()
    def draw(self) -> None:
        """Draw the icon in the colours of the current theme."""
        for action in self._actions:
            action.setIcon(self._theme.icon("clear", self._theme.colors.muted))
