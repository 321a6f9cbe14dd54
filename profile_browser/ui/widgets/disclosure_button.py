"""A flat button with an arrow, which opens and closes what is below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QToolButton

from profile_browser.ui.direction import is_mirrored
from profile_browser.ui.properties import set_properties
from profile_browser.ui.widgets.icons import ICON_SIZE

if TYPE_CHECKING:
    from profile_browser.ui.theme import Theme


class DisclosureButton(QToolButton):
    """Its arrow shows whether it is open. Screen readers hear that in its name."""

    def __init__(self, theme: Theme, text: str, expanded: str, collapsed: str) -> None:
        """Start closed. ``expanded`` and ``collapsed`` are the names that are read aloud."""
        super().__init__()
        self._theme = theme
        self._names = {True: expanded, False: collapsed}
        self.setObjectName("detailsLine")
        self.setText(text)
        self.setCheckable(True)
        self.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        # A click leaves the focus where it is.
        set_properties(self, focusPolicy="TabFocus", toolButtonStyle="ToolButtonTextBesideIcon")
        self.toggled.connect(self.draw)
        theme.changed.connect(self.draw)
        self.draw()

    @Slot()
    def draw(self) -> None:
        """Draw the arrow in the colours of the current theme."""
        closed = "chevron-left" if is_mirrored() else "chevron-right"
        name = "chevron-down" if self.isChecked() else closed
        self.setIcon(self._theme.icon(name, self._theme.colors.muted))
        self.setAccessibleName(self._names[self.isChecked()])
