"""Icons in the colours of the theme, on buttons and beside words."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel

from profile_browser.ui.properties import set_properties
from profile_browser.ui.theme import Colors, Theme
from profile_browser.ui.widgets.menu_button import MenuButton
from profile_browser.ui.widgets.tooltips import tooltip_of

ICON_SIZE = 16  # device-independent pixels


class IconLook(NamedTuple):
    """An icon, and its colour in each theme."""

    icon: str
    color: Callable[[Colors], str]


class IconButton(MenuButton):
    """A flat button with an icon. Its name is the tooltip and is read aloud."""

    def __init__(self, theme: Theme, icon: str, name: str) -> None:
        super().__init__()
        self._theme, self._icon = theme, icon
        self.setProperty("role", "icon")
        self.rename(name)
        self.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        set_properties(self, focusPolicy="TabFocus")
        theme.changed.connect(self.draw)
        self.draw()

    def rename(self, name: str) -> None:
        """Give the button this name."""
        self.setAccessibleName(name)
        self.setToolTip(tooltip_of(name))

    @Slot()
    def draw(self) -> None:
        """Draw the icon in the colours of the current theme."""
        self.setIcon(self._theme.icon(self._icon, self._theme.colors.muted))


class IconLabel(QLabel):
    """An icon beside a word. Nothing is read aloud for it, because the word says the same."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._look: IconLook | None = None
        set_properties(self, textFormat="PlainText")
        theme.changed.connect(self.draw)

    def show_icon(self, icon: str, color: Callable[[Colors], str]) -> None:
        """Show this icon in this colour of each theme."""
        self._look = IconLook(icon, color)
        self.draw()

    @Slot()
    def draw(self) -> None:
        """Draw the icon, if there is one, in the colours of the current theme."""
        if self._look is None:
            return
        name, color = self._look
        icon = self._theme.icon(name, color(self._theme.colors))
        self.setPixmap(icon.pixmap(QSize(ICON_SIZE, ICON_SIZE), self.devicePixelRatioF()))


def selectable_icon(theme: Theme, name: str, color: Callable[[Colors], str]) -> QIcon:
    """Return an icon for a row, which is visible while the row is selected too."""
    icon = QIcon(theme.icon(name, color(theme.colors)))
    selected = theme.icon(name, theme.colors.on_accent)
    for size in selected.availableSizes():
        icon.addPixmap(selected.pixmap(size, 1), QIcon.Mode.Selected)
    return icon
