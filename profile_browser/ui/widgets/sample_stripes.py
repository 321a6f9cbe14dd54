"""The striped frame around the band of the sample data, where real connections are set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QPoint
from PySide6.QtGui import QColor, QPainter, QPolygon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from profile_browser.ui.theme import Colors

_WIDTH = 16  # of a stripe, in device-independent pixels


def draw_stripes(widget: QWidget, colors: Colors, edge: int) -> None:
    """Draw diagonal stripes around the edge of a widget, and its colour inside them.

    ``edge`` is how wide they are at each side, in device-independent pixels.
    """
    area = widget.rect()
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(area, QColor(colors.stripe))
    painter.setPen(QColor("transparent"))
    painter.setBrush(QColor(colors.between_stripes))
    for left in range(-area.height(), area.width(), 2 * _WIDTH):
        painter.drawPolygon(_stripe(left, area.height()))
    painter.fillRect(area - QMargins(edge, edge, edge, edge), QColor(colors.band_sample))
    painter.end()


def _stripe(left: int, height: int) -> QPolygon:
    """Return a stripe that begins here at the bottom, and leans to the right."""
    bottom = (QPoint(left, height), QPoint(left + _WIDTH, height))
    top = (QPoint(left + _WIDTH + height, 0), QPoint(left + height, 0))
    return QPolygon([*bottom, *top])
