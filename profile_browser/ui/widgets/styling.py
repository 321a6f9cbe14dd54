"""How widgets look, beyond what the style sheet says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QFont

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def enlarge(widget: QWidget, scale: float, weight: QFont.Weight = QFont.Weight.DemiBold) -> None:
    """Scale a widget's font, relative to the font size of the desktop."""
    font = widget.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    font.setWeight(weight)
    widget.setFont(font)


def restyle(widget: QWidget, name: str, value: str, *parts: QWidget) -> None:
    """Set a property that the style sheet depends on, and apply the style sheet again.

    ``parts`` are the widgets inside whose style depends on it too.
    """
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    for part in (widget, *parts):
        # The style itself is not asked: PySide would make its flags in 7 ms of a start.
        QCoreApplication.sendEvent(part, QEvent(QEvent.Type.Polish))
        # Without the second event, a label keeps the size of its old style.
        QCoreApplication.sendEvent(part, QEvent(QEvent.Type.StyleChange))
