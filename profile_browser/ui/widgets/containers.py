"""The frames and scroll areas that hold the content of pages and dialogs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout

PAGE_MARGIN = 20  # device-independent pixels at both sides of everything in the window


def card() -> tuple[QFrame, QVBoxLayout]:
    """Return a framed surface for a page's content, and its layout."""
    frame = QFrame()
    frame.setObjectName("card")
    frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(24, 16, 16, 14)
    layout.setSpacing(8)
    return frame, layout


def prepare_scroll_area(area: QScrollArea, name: str) -> None:
    """Let the content fill the area, and scroll where the area is too small for it."""
    area.setObjectName(name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
