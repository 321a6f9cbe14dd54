"""A window on which a list is dropped: a file, or a text of several lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow

from profile_browser.ui.widgets.search_field import is_list

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent


class DropWindow(QMainWindow):
    """Takes what is dropped anywhere, unless a part of the window takes it itself."""

    files_dropped = Signal(object)  # a list of QUrl
    list_dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that a list can be dropped here."""
        if is_list(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take a list."""
        data = event.mimeData()
        event.acceptProposedAction()
        if data.hasUrls():
            self.files_dropped.emit(data.urls())
        else:
            self.list_dropped.emit(data.text())
