"""The rows of a profile: a name and a value for each field."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from profile_browser.domain.fields import FIELDS, FieldKind
from profile_browser.domain.more_values import MoreValue
from profile_browser.messages.profile import values_of
from profile_browser.ui.widgets.account_badge import AccountBadge
from profile_browser.ui.widgets.value_row import ValueRow

if TYPE_CHECKING:
    from profile_browser.domain.fields import Field
    from profile_browser.domain.user import User
    from profile_browser.ui.theme import Theme


_ACCOUNT = next(field for field in FIELDS if field.kind is FieldKind.ACCOUNT)


class ProfileForm(QGridLayout):
    """Shows the built-in fields, and below them those that the connection's layout adds.

    The rows of added fields stay as long as profiles have the same added fields.
    """

    copied = Signal(QWidget, str)  # where, and the sentence that reports it

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._disabled: bool | None = None
        theme.masking.changed.connect(self._show_account)
        self.setSpacing(0)
        self.setColumnStretch(1, 1)
        self._fields: tuple[Field, ...] = ()
        self._rows: list[ValueRow] = []
        for field in FIELDS:
            self._add_row(field)

    def show_user(self, user: User) -> None:
        """Show the values of a profile."""
        values = values_of(user)
        self._show_fields(tuple(value.field for value in values))
        self._disabled = user.disabled
        self._show_account()
        for row, value in zip(self._rows, values, strict=True):
            row.show_value(value)

    def clear(self) -> None:
        """Remove every value."""
        for row in self._rows:
            row.clear()

    @Slot()
    def _show_account(self) -> None:
        """Show the state of the account as an icon, unless it is hidden."""
        is_hidden = self._theme.masking.hides(MoreValue(_ACCOUNT, self._disabled))
        self._badge.show_account(disabled=None if is_hidden else self._disabled)

    def _show_fields(self, fields: tuple[Field, ...]) -> None:
        if fields == self._fields:
            return
        self._fields = fields
        while len(self._rows) > len(FIELDS):
            self._rows.pop().remove()
        for field in fields[len(FIELDS) :]:
            above = self._rows[-1]
            self._add_row(field)
            QWidget.setTabOrder(above.button, self._rows[-1].value)
            QWidget.setTabOrder(self._rows[-1].value, self._rows[-1].button)

    def _add_row(self, field: Field) -> None:
        row = ValueRow(field.label, self._theme, self)
        row.copied.connect(partial(self.copied.emit, row.button))
        shown: QWidget = row.value
        if field.kind is FieldKind.ACCOUNT:
            shown = self._badge = AccountBadge(self._theme, row.value)
        row.add_to(self, len(self._rows), shown)
        self._rows.append(row)
