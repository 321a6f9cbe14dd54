"""The striped frame around the band of the sample data, where real connections are set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtGui
from PySide6.QtCore import QMargins, QPoint
from PySide6.QtGui import QColor, QPolygon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from profile_browser.ui.theme import Colors

STRIPED_EDGE = 8  # device-independent pixels on each side
_WIDTH = 16  # of a stripe


def draw_stripes(widget: QWidget, colors: Colors) -> None:
    """Draw diagonal stripes around the edge of a widget, and its colour inside them."""
    area = widget.rect()
    painter = QtGui.QPainter(widget)
    painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
    painter.fillRect(area, QColor(colors.stripe))
    painter.setPen(QColor("transparent"))
    painter.setBrush(QColor(colors.between_stripes))
    for left in range(-area.height(), area.width(), 2 * _WIDTH):
        painter.drawPolygon(_stripe(left, area.height()))
    edge = QMargins(STRIPED_EDGE, STRIPED_EDGE, STRIPED_EDGE, STRIPED_EDGE)
    painter.fillRect(area - edge, QColor(colors.band_sample))
    painter.end()


def _stripe(left: int, height: int) -> QPolygon:
    """Return a stripe that begins here at the bottom, and leans to the right."""
    bottom = (QPoint(left, height), QPoint(left + _WIDTH, height))
    top = (QPoint(left + _WIDTH + height, 0), QPoint(left + height, 0))
    return QPolygon([*bottom, *top])
