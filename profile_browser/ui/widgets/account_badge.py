"""The state of the account as a badge: an icon, a word and a colour, never colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from profile_browser.ui.direction import set_margins
from profile_browser.ui.widgets.icons import IconLabel, IconLook
from profile_browser.ui.widgets.styling import restyle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from profile_browser.ui.theme import Theme


class AccountLook(NamedTuple):
    """A state's name in the style sheet, and its icon."""

    state: str
    icon: IconLook


LOOKS = {
    False: AccountLook("active", IconLook("check", lambda colors: colors.good)),
    True: AccountLook("disabled", IconLook("blocked", lambda colors: colors.bad)),
    None: AccountLook("unknown", IconLook("question", lambda colors: colors.muted)),
}


class AccountBadge(QFrame):
    """A frame and an icon around the field that says Active, Disabled or Not recorded."""

    def __init__(self, theme: Theme, word: QWidget) -> None:
        super().__init__()
        self.setObjectName("accountBadge")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self._icon = IconLabel(theme)
        self._word = word
        layout = QHBoxLayout(self)
        set_margins(layout, 10, 0, 6, 0)
        layout.setSpacing(2)
        layout.addWidget(self._icon)
        layout.addWidget(self._word)

    def show_account(self, *, disabled: bool | None) -> None:
        """Show the account's state, whose word the field shows."""
        look = LOOKS[disabled]
        self._icon.show_icon(*look.icon)
        restyle(self, "account", look.state, self._icon, self._word)
