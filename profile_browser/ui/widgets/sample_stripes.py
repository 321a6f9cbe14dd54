"""The striped frame around the band of the sample data, where real connections are set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPolygon

from profile_browser.domain.connection import Environment
from profile_browser.ui.theme import BAND_COLORS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

STRIPED_EDGE = 8  # device-independent pixels on each side
_WIDTH = 16  # of a stripe
# The same in both schemes, as the bands are.
_LIGHT, _DARK = "#f2b705", "#1b1d21"


def draw_stripes(widget: QWidget) -> None:
    """Draw diagonal stripes around the edge of a widget, and its colour inside them."""
    area = widget.rect()
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(area, QColor(_LIGHT))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_DARK))
    for left in range(-area.height(), area.width(), 2 * _WIDTH):
        painter.drawPolygon(_stripe(left, area.height()))
    edge = QMargins(STRIPED_EDGE, STRIPED_EDGE, STRIPED_EDGE, STRIPED_EDGE)
    painter.fillRect(area - edge, QColor(BAND_COLORS[Environment.SAMPLE]))
    painter.end()


def _stripe(left: int, height: int) -> QPolygon:
    """Return a stripe that begins here at the bottom, and leans to the right."""
    bottom = (QPoint(left, height), QPoint(left + _WIDTH, height))
    top = (QPoint(left + _WIDTH + height, 0), QPoint(left + height, 0))
    return QPolygon([*bottom, *top])
