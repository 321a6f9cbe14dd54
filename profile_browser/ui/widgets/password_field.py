"""A field for a password, with a button that shows it for as long as it is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from profile_browser.messages import passwords as wording
from profile_browser.ui.widgets.icons import IconButton

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QMouseEvent

    from profile_browser.ui.theme import Theme


class PasswordField(QWidget):
    """``line`` holds the password, as dots."""

    def __init__(self, theme: Theme, line_name: str, accessible_name: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setObjectName(line_name)
        self.line.setAccessibleName(accessible_name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        button = _RevealButton(theme, self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(button)
        self.setFocusProxy(self.line)


class _RevealButton(IconButton):
    """Shows the password while the mouse button or Space is down, and no longer."""

    def __init__(self, theme: Theme, line: QLineEdit) -> None:
        super().__init__(theme, "eye", wording.SHOW)
        self._line = line
        self.setObjectName("revealButton")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # losing it hides the password
        self.pressed.connect(self._show_password)
        self.released.connect(self._hide_password)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Hide the password, and go back to typing it."""
        super().mouseReleaseEvent(event)
        self._line.setFocus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the password, because the person at the keyboard now looks elsewhere."""
        self._hide_password()
        super().focusOutEvent(event)

    @Slot()
    def _show_password(self) -> None:
        self._line.setEchoMode(QLineEdit.EchoMode.Normal)

    @Slot()
    def _hide_password(self) -> None:
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
