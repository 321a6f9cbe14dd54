"""A short “Copied” at the place where something was copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QPoint, QRect, QTimer

from profile_browser.messages.copying import COPIED
from profile_browser.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

SHOWN_FOR = 1500  # milliseconds
_GAP = 6  # device-independent pixels between the mark and the place


class CopiedMark(PlainLabel):
    """Floats over its parent for a moment, so that nothing moves, and takes no clicks.

    Screen readers hear the longer message that the status bar reports for the same copy.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(COPIED, name="copiedMark")
        self.setParent(parent)
        self._host = parent
        self.setWordWrap(False)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def show_at(self, anchor: QWidget, place: QRect | None = None) -> None:
        """Show the mark beside a descendant of its parent, or beside a place in that widget.

        It stands behind it, else before it, else over its end: to the right, except in Arabic.
        """
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = anchor.rect() if place is None else place
        corner = anchor.mapTo(self._host, inside.topLeft())
        self.adjustSize()
        self.move(self._beside(QRect(corner, inside.size())))
        self.raise_()
        self.show()
        self._timer.start()

    def _beside(self, place: QRect) -> QPoint:
        """Return the corner of the mark. Where lines begin at the right, everything is mirrored."""
        from PySide6.QtWidgets import QStyle  # noqa: PLC0415 - 5 ms, and a start copies nothing

        direction, host = self.layoutDirection(), self._host.rect()
        place = QStyle.visualRect(direction, host, place)
        room, width = self._host.width(), self.width()
        after, before = place.right() + 1 + _GAP, place.left() - _GAP - width
        left = after if after + width <= room else before
        if left < 0:
            left = min(place.right() + 1, room) - _GAP - width
        corner = QPoint(left, place.center().y() - self.height() // 2)
        return QStyle.visualRect(direction, host, QRect(corner, self.size())).topLeft()
