"""The state of the account as a badge: an icon, a word and a colour, never colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from profile_browser.messages.profile import account_word
from profile_browser.ui.widgets.icons import IconLabel
from profile_browser.ui.widgets.labels import PlainLabel
from profile_browser.ui.widgets.styling import restyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.ui.theme import Colors, Theme


class AccountLook(NamedTuple):
    """A state's name in the style sheet, its icon, and the icon's colour."""

    state: str
    icon: str
    color: Callable[[Colors], str]


LOOKS = {
    False: AccountLook("active", "check", lambda colors: colors.good),
    True: AccountLook("disabled", "blocked", lambda colors: colors.bad),
    None: AccountLook("unknown", "question", lambda colors: colors.muted),
}


class AccountBadge(QFrame):
    """Says Active, Disabled or Not recorded."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("accountBadge")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self._icon = IconLabel(theme)
        self._word = PlainLabel(name="accountWord")
        self._word.setWordWrap(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 14, 4)
        layout.setSpacing(6)
        layout.addWidget(self._icon)
        layout.addWidget(self._word)

    def show_account(self, *, disabled: bool | None) -> None:
        """Show the account's state."""
        look = LOOKS[disabled]
        self._icon.show_icon(look.icon, look.color)
        self._word.setText(account_word(disabled))
        restyle(self, "account", look.state, self._icon, self._word)
