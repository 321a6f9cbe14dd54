"""The field for pasting a list. A very long one is passed on, because the field would stall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit

from profile_browser.messages import people_list as wording
from profile_browser.ui.keys import is_enter

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QKeyEvent

# Characters. To lay out this many lines of usernames takes about a frame of the screen.
LONGEST_SHOWN = 100_000
_SETTLES_AFTER = 150  # milliseconds without typing
_LINES = 5


class PasteField(QPlainTextEdit):
    """Plain text, one entry on each line. Ctrl+Enter submits it."""

    edited = Signal(str)  # once nobody types any more
    long_text_pasted = Signal(str)
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pasteField")
        self.setAccessibleName(wording.PASTE_NAME)
        self.setPlaceholderText(wording.PLACEHOLDER)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)
        self._timer = QTimer(self, singleShot=True, interval=_SETTLES_AFTER)
        self._timer.timeout.connect(self._report)
        self.textChanged.connect(self._timer.start)

    @staticmethod
    def takes(text: str) -> bool:
        """Return whether a text is short enough to be shown."""
        return len(text) <= LONGEST_SHOWN

    def reset(self) -> None:
        """Empty the field, and report nothing."""
        self.clear()
        self._timer.stop()

    def show_text(self, text: str) -> None:
        """Show a text, and report it at once."""
        self.setPlainText(text)
        self._report()

    def insertFromMimeData(self, data: QMimeData) -> None:
        """Insert what is pasted or dropped, unless it is too long to be shown."""
        text = data.text()
        if self.takes(text):
            self.insertPlainText(text)
        else:
            self.long_text_pasted.emit(text)

    def canInsertFromMimeData(self, data: QMimeData) -> bool:
        """Leave files to the window."""
        return data.hasText() and not data.hasUrls()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Submit by Ctrl+Enter; Enter alone begins a line."""
        if submits(event):
            if self._timer.isActive():  # otherwise it would be read, and counted, a second time
                self._report()
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _report(self) -> None:
        self._timer.stop()
        self.edited.emit(self.toPlainText())


def submits(event: QKeyEvent) -> bool:
    """Return whether this is Ctrl+Enter."""
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return is_enter(event) and bool(control)
