"""How a value of a profile looks in the cell of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

from profile_browser.domain.fields import FIELDS, FieldKind
from profile_browser.messages.plain_text import NOT_RECORDED
from profile_browser.messages.profile import shown_text
from profile_browser.ui.local_text import local_text
from profile_browser.ui.widgets.account_badge import LOOKS
from profile_browser.ui.widgets.icons import selectable_icon

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

    from profile_browser.domain.more_values import MoreValue
    from profile_browser.ui.theme import Theme
    from profile_browser.ui.widgets.icons import IconLook

ACCOUNT = next(at for at, field in enumerate(FIELDS) if field.kind is FieldKind.ACCOUNT)
LONGEST_TEXT = 200  # characters of a value, more than a column shows
LONGEST_DESCRIPTION = 800  # characters of all values of a person, beside the labels


def cell_text(value: MoreValue) -> str:
    """Return a value as a cell shows it: in the desktop's locale, and cut if it is very long."""
    return shown_text(value, LONGEST_TEXT, local_text)


def is_account(value: MoreValue) -> bool:
    """Return whether a value is the state of the account, which has an icon as well."""
    return value.field == FIELDS[ACCOUNT]


class CellLooks:
    """The colours and icons of cells in the current theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._icons: dict[IconLook, QIcon] = {}
        theme.changed.connect(self._icons.clear)

    def color_of(self, value: MoreValue, text: str) -> QColor | None:
        """Return the colour of a value that is shown as this text, or None for the usual one."""
        colors = self._theme.colors
        if is_account(value):
            return self.color(account_look(value))
        if value.is_damaged:
            return QColor(colors.bad)
        return QColor(colors.muted) if text == NOT_RECORDED else None

    def color(self, look: IconLook) -> QColor:
        """Return the colour of an icon and of the word beside it."""
        return QColor(look.color(self._theme.colors))

    def icon(self, look: IconLook) -> QIcon:
        """Return an icon, which is visible in a selected row as well. It is drawn only once."""
        if look not in self._icons:
            self._icons[look] = selectable_icon(self._theme, look.icon, look.color)
        return self._icons[look]


def account_look(value: MoreValue) -> IconLook:
    """Return the look of the state of an account."""
    disabled = value.content
    return LOOKS[disabled if isinstance(disabled, bool) else None].icon
