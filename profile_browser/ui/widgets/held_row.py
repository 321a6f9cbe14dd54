"""Shows the hidden values of one row of a table while Space or the mouse button is held on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent

from profile_browser.ui.keys import is_hold_key

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    from profile_browser.ui.masking import Masking
    from profile_browser.ui.widgets.row_model import RowModel

_NO_ROW = -1
_LEFT = Qt.MouseButton.LeftButton


class HeldRow(QObject):
    """Watches a table while details are hidden. A short click shows nothing.

    The values are hidden again when the key or the button is up, the mouse leaves the row, another
    row becomes current, or the table loses the focus, as it does with the window.
    """

    def __init__(self, table: QTableView, people: RowModel, masking: Masking) -> None:
        super().__init__(table)
        self._table, self._people, self._masking = table, people, masking
        self._pressed = _NO_ROW
        interval = QGuiApplication.styleHints().mousePressAndHoldInterval()
        self._long = QTimer(self, singleShot=True, interval=interval)
        self._long.timeout.connect(self._show_pressed)
        masking.changed.connect(self._watch)
        table.selectionModel().currentRowChanged.connect(self._hide)
        self._watch()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show and hide. Space would otherwise change the selection."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            return self._handle_space(event)
        if isinstance(event, QMouseEvent) and watched is self._table.viewport():
            self._handle_mouse(event)
        elif event.type() is QEvent.Type.FocusOut:
            self._hide()
        return False

    def _handle_space(self, event: QKeyEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and is_hold_key(event):
            self._people.show_held(self._table.currentIndex().row())
        elif event.type() is QEvent.Type.KeyRelease and is_hold_key(event):
            self._hide()
        return event.modifiers() == Qt.KeyboardModifier.NoModifier

    def _handle_mouse(self, event: QMouseEvent) -> None:
        row = self._table.rowAt(event.position().toPoint().y())
        if event.type() is QEvent.Type.MouseButtonPress and event.button() is _LEFT:
            self._pressed = row
            self._long.start()
        elif event.type() is QEvent.Type.MouseButtonRelease or row != self._pressed:
            self._hide()

    @Slot()
    def _show_pressed(self) -> None:
        self._people.show_held(self._pressed)

    @Slot()
    def _hide(self) -> None:
        self._long.stop()
        self._pressed = _NO_ROW
        self._people.show_held(_NO_ROW)

    @Slot()
    def _watch(self) -> None:
        for part in (self._table, self._table.viewport()):
            part.removeEventFilter(self)
            if self._masking.is_on:
                part.installEventFilter(self)
