"""A label whose text changes with each look-up, without moving the page round it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLabel


class SteadyLabel(QWidget):
    """A label's place: Qt lays a page out anew for each text, this only for another height."""

    def __init__(self, label: QLabel) -> None:
        super().__init__()
        self._label = label
        self._height = 0
        policy = label.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        label.setParent(self)

    def show_text(self, text: str) -> None:
        """Show a text."""
        self._label.setText(text)
        height = self.heightForWidth(self.width())
        if height != self._height:
            self._height = height
            self.updateGeometry()
        self._label.setUpdatesEnabled(True)

    def clear(self) -> None:
        """Take the text away; its place is drawn when it has the next one, and not before."""
        self._label.setUpdatesEnabled(False)
        self._label.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the label the whole place."""
        self._label.setGeometry(self.rect())
        super().resizeEvent(event)

    def heightForWidth(self, width: int) -> int:
        """Return the label's own."""
        return self._label.heightForWidth(width)

    def sizeHint(self) -> QSize:
        """Return the label's own."""
        return self._label.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the label's own."""
        return self._label.minimumSizeHint()
