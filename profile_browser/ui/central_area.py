"""The parts of the window below each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from profile_browser.ui.widgets.notice import Notice


class CentralArea(QWidget):
    """Gives the last part all the height that the others do not need."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        for part in parts:
            self._layout.addWidget(part, 1 if part is parts[-1] else 0)

    def insert_notice(self, notice: Notice) -> None:
        """Show a notice above the last part, and have it read aloud."""
        self._layout.insertWidget(self._layout.count() - 1, notice)
        notice.announce()
