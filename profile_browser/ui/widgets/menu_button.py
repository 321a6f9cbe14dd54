"""A tool button whose menu the keyboard opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtWidgets import QToolButton

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent


class MenuButton(QToolButton):
    """Opens its menu, if it has one, by Alt+Down and wherever a context menu is asked for.

    Qt opens it only by an arrow that the mouse can reach.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the menu by Alt+Down."""
        by_alt = bool(event.modifiers() & QtCore.Qt.KeyboardModifier.AltModifier)
        if self.menu() is not None and by_alt and event.key() == QtCore.Qt.Key.Key_Down:
            self.showMenu()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu; what has none leaves the event to the widget around it."""
        if self.menu() is None:
            event.ignore()
        else:
            self.showMenu()
