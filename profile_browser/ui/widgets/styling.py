"""How widgets look, beyond what the style sheet says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
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

    ``parts`` are the widgets inside whose style depends on it too. A widget that has not been
    shown yet needs nothing more: it is styled when it is first shown.
    """
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    for part in (widget, *parts):
        if part.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            part.style().unpolish(part)
            part.style().polish(part)
            # Polishing sends no event, and without one a label keeps the size of its old style.
            QCoreApplication.sendEvent(part, QEvent(QEvent.Type.StyleChange))
