"""The line that says, once, that an earlier run of the program did not end properly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from profile_browser.domain.wording import diagnostics as wording
from profile_browser.ui.parts import PAGE_MARGIN, plain_label

if TYPE_CHECKING:
    from collections.abc import Callable


class CrashNotice(QWidget):
    """Stays until it is dismissed or the diagnostics are copied, and takes no keys away."""

    diagnostics_wanted = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("crashNotice")
        frame = QFrame()
        frame.setObjectName("crashNoticeFrame")
        row = QHBoxLayout(frame)
        row.setContentsMargins(10, 4, 6, 4)
        row.addWidget(plain_label(wording.CRASHED, name="crashNoticeText"), 1)
        row.addWidget(_button(wording.COPY, "crashCopyButton", self._copy))
        row.addWidget(_button(wording.DISMISS, "crashDismissButton", self._close))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, 12)
        layout.addWidget(frame)

    def announce(self) -> None:
        """Have it read aloud."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, wording.CRASHED))

    @Slot()
    def _copy(self) -> None:
        self.diagnostics_wanted.emit()
        self._close()

    @Slot()
    def _close(self) -> None:
        self.closed.emit()
        self.hide()
        self.deleteLater()


def _button(text: str, name: str, action: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.clicked.connect(action)
    return button
