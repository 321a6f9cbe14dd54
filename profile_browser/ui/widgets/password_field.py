"""A field for a password or a token, with a button that shows it for as long as it is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from profile_browser.messages import passwords as wording
from profile_browser.messages.secrets import secret_title
from profile_browser.ui.direction import begin_at_start
from profile_browser.ui.widgets.labels import PlainLabel
from profile_browser.ui.widgets.reveal_button import RevealButton

if TYPE_CHECKING:
    from profile_browser.domain.store_kind import Secret
    from profile_browser.ui.theme import Theme


class PasswordField(QWidget):
    """``line`` holds the password or token, as dots. ``label`` names it, and is not shown here."""

    def __init__(self, theme: Theme, line_name: str, secret: Secret) -> None:
        super().__init__()
        self.line = QLineEdit()
        begin_at_start(self.line)
        self.line.setObjectName(line_name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.label = PlainLabel(role="muted")
        self._button = RevealButton(theme, "revealButton")
        self._button.held.connect(self._show_password)
        self._button.clicked_by_mouse.connect(self.line.setFocus)  # to go on typing
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

    @Slot(bool)
    def _show_password(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode
        self.line.setEchoMode(mode.Normal if is_shown else mode.Password)
