"""A notice above the pages, with a button for what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from profile_browser.messages import diagnostics as wording
from profile_browser.ui.announcements import announce
from profile_browser.ui.direction import set_margins
from profile_browser.ui.widgets.containers import PAGE_MARGIN, centre
from profile_browser.ui.widgets.labels import PlainLabel
from profile_browser.ui.widgets.push_button import push_button

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent


class Notice(QWidget):
    """Stays until it is dismissed or its button is used, and does not take the focus.

    The object names of its parts begin with the topic.
    """

    action_wanted = Signal()
    closed = Signal()

    def __init__(self, topic: str, text: str, action: str) -> None:
        super().__init__()
        self._said = text
        self.setObjectName(f"{topic}Notice")
        frame = QFrame()
        frame.setObjectName("noticeFrame")
        row = QHBoxLayout(frame)
        set_margins(row, 10, 4, 6, 4)
        row.addWidget(PlainLabel(text, name=f"{topic}NoticeText"), 1)
        row.addWidget(_button(action, f"{topic}ActionButton", self._act))
        row.addWidget(_button(wording.DISMISS, f"{topic}DismissButton", self._close))
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, 12)
        layout.addWidget(frame)

    def announce(self) -> None:
        """Have the text read aloud."""
        announce(self, self._said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay in the middle of a wide window."""
        centre(self._layout, event.size().width())
        super().resizeEvent(event)

    @Slot()
    def _act(self) -> None:
        self.action_wanted.emit()
        self._close()

    @Slot()
    def _close(self) -> None:
        self.closed.emit()
        self.hide()
        self.deleteLater()


def _button(text: str, name: str, action: Callable[[], None]) -> QPushButton:
    button = push_button(text, name)
    button.clicked.connect(action)
    return button
