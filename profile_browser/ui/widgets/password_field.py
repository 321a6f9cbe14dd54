"""A field for a password or a token, with a button that shows it for as long as it is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from profile_browser.messages import passwords as wording
from profile_browser.messages.secrets import secret_title
from profile_browser.ui.widgets.icons import IconButton
from profile_browser.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QMouseEvent

    from profile_browser.domain.store_kind import Secret
    from profile_browser.ui.theme import Theme


class PasswordField(QWidget):
    """``line`` holds the password or token, as dots. ``label`` names it, and is not shown here."""

    def __init__(self, theme: Theme, line_name: str, secret: Secret) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setObjectName(line_name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.label = PlainLabel(role="muted")
        self._button = _RevealButton(theme, self.line)
        self.use_secret(secret)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self._button)
        self.setFocusProxy(self.line)

    def use_secret(self, secret: Secret) -> None:
        """Name the field and its button after what is entered."""
        self.label.setText(secret_title(secret))
        self.line.setAccessibleName(secret_title(secret))
        self._button.rename(wording.show(secret))


class _RevealButton(IconButton):
    """Shows the password while the mouse button or Space is down, and no longer."""

    def __init__(self, theme: Theme, line: QLineEdit) -> None:
        super().__init__(theme, "eye", "")
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
