"""The search field. Several lines are a list, which it passes on instead of joining the lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit

from profile_browser.ui.clipboard import read_selection, read_text

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import (
        QContextMenuEvent,
        QDragEnterEvent,
        QDragMoveEvent,
        QKeyEvent,
        QMouseEvent,
    )

_PASTE_ACTION = "edit-paste"  # Qt's name of the entry in its menu


def has_several_lines(text: str) -> bool:
    """Return whether more than one line of a text has something in it."""
    inside = text.strip()
    return "\n" in inside or "\r" in inside


def is_list(data: QMimeData) -> bool:
    """Return whether this is a file or a text of several lines."""
    return data.hasUrls() or has_several_lines(data.text())


class SearchField(QLineEdit):
    """A line for one text. Whatever pastes or drops several lines, they are passed on."""

    list_pasted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look at the clipboard before it is pasted by keyboard."""
        pastes = event.matches(QKeySequence.StandardKey.Paste)
        if not (pastes and self._pass_on(read_text())):
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Look at what the middle button would paste on X11."""
        pastes = event.button() is QtCore.Qt.MouseButton.MiddleButton
        if not (pastes and self._pass_on(read_selection())):
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open Qt's menu, whose entry for pasting looks at the clipboard, too."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in menu.actions():
            if action.objectName() == _PASTE_ACTION:
                action.triggered.disconnect()
                action.triggered.connect(self._paste)
        menu.popup(event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Leave files and lists to the window."""
        if is_list(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Leave files and lists to the window."""
        if is_list(event.mimeData()):
            event.ignore()
        else:
            super().dragMoveEvent(event)

    @Slot()
    def _paste(self) -> None:
        if not self._pass_on(read_text()):
            self.paste()

    def _pass_on(self, text: str) -> bool:
        """Pass a text on if it is a list. Return whether it was."""
        if has_list := has_several_lines(text):
            self.list_pasted.emit(text)
        return has_list
