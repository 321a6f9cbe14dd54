"""The dialog that asks for a connection's password, and says how long it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from profile_browser.messages import connections as wording
from profile_browser.messages.secrets import secret_title
from profile_browser.ui.widgets.labels import PlainLabel
from profile_browser.ui.widgets.password_field import PasswordField

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.ui.theme import Theme

_WIDTH = 380  # device-independent pixels, at least


class PasswordDialog(QDialog):
    """Asks for a password, and whether to keep it in the keyring, unless a reason is against it."""

    password_given = Signal(str, bool)  # the password; whether to keep it

    def __init__(
        self,
        connection: Connection,
        *,
        reason: str,
        why_not_kept: str,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("passwordDialog")
        self.setWindowTitle(secret_title(connection.kind.secret))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._password = PasswordField(theme, "passwordField", connection.kind.secret)
        self._keep = QCheckBox(wording.PASSWORD_KEEP)
        self._keep.setChecked(not why_not_kept)
        self._keep.setVisible(not why_not_kept)
        self._buttons = QDialogButtonBox()
        self._add_buttons()
        self._lay_out(wording.password_question(connection), reason, why_not_kept)

    @Slot()
    def _emit_password(self) -> None:
        self.password_given.emit(self._password.line.text(), self._keep.isChecked())

    @Slot(str)
    def _enable_sign_in(self, text: str) -> None:
        self._sign_in.setEnabled(bool(text))

    def _add_buttons(self) -> None:
        role = QDialogButtonBox.ButtonRole
        self._sign_in = self._buttons.addButton(wording.SIGN_IN, role.AcceptRole)
        self._sign_in.setObjectName("signInButton")
        self._sign_in.setEnabled(False)
        self._buttons.addButton(wording.CANCEL, role.RejectRole)
        self._buttons.accepted.connect(self.accept)
        self.accepted.connect(self._emit_password)
        self._buttons.rejected.connect(self.reject)
        self._password.line.textChanged.connect(self._enable_sign_in)

    def _lay_out(self, question: str, reason: str, why_not_kept: str) -> None:
        layout = QVBoxLayout(self)
        layout.addStrut(_WIDTH)
        layout.addWidget(PlainLabel(reason, role="notice"))
        layout.addWidget(PlainLabel(question))
        layout.addWidget(self._password)
        layout.addWidget(self._keep)
        if why_not_kept:
            layout.addWidget(PlainLabel(why_not_kept, role="muted"))
        layout.addWidget(self._buttons)
