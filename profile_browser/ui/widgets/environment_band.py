"""The band across the top: which environment this is, and a menu to switch to another."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QActionGroup, QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from profile_browser.messages import connections_menu as menu_wording
from profile_browser.messages import window as wording
from profile_browser.ui.direction import set_margins
from profile_browser.ui.properties import set_properties
from profile_browser.ui.shortcuts import native_text
from profile_browser.ui.widgets.containers import PAGE_MARGIN
from profile_browser.ui.widgets.elided_labels import ElidedWordsLabel
from profile_browser.ui.widgets.icons import ICON_SIZE, IconLabel
from profile_browser.ui.widgets.labels import PlainLabel
from profile_browser.ui.widgets.menu_button import MenuButton
from profile_browser.ui.widgets.styling import restyle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction, QMouseEvent, QPaintEvent

    from profile_browser.domain.connection import Connection
    from profile_browser.ui.theme import Theme

STRIPED_EDGE = 8  # device-independent pixels on each side of a band that warns
NUMBERED = 9  # connections that have a shortcut
_WARNING_SCALE = 1.2  # of the text that warns of invented people


class EnvironmentBand(QFrame):
    """Says where the profiles come from and whether the connection is encrypted."""

    chosen = Signal(object)
    manage_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("environmentBand")
        self._theme = theme
        self._text = ElidedWordsLabel(name="environmentText")
        self._lock = IconLabel(theme)
        self._security = PlainLabel(name="securityText")
        self._security.setWordWrap(False)
        self.menu = QMenu(self)
        self.menu.setObjectName("connectionsMenu")
        self._group = QActionGroup(self)  # a click on the checked entry leaves it checked
        self._button = _menu_button(self.menu)
        self._connection: Connection | None = None
        self._listed: tuple[Connection, ...] = ()
        self._warns_of_sample = False
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._text, 1)
        for part in (self._lock, self._security, self._button):
            self._layout.addWidget(part)
        self._font = self._text.font()
        self._show_text()
        theme.changed.connect(self._draw_arrow)
        self._draw_arrow()

    def show_connection(self, connection: Connection) -> None:
        """Show the name and colour of this connection."""
        self._connection = connection
        self._show_text()
        self.setToolTip(wording.READS_RECORDED if connection.audit else "")
        security = wording.security_text(connection)
        self._security.setText(security)
        if security:
            encrypted = security == wording.ENCRYPTED
            self._lock.show_icon(
                "lock" if encrypted else "lock-open", lambda colors: colors.on_band
            )
        self._lock.setVisible(bool(security))
        restyle(self, "environment", connection.environment.value)
        restyle(self._security, "warns", str(security == wording.NOT_ENCRYPTED).lower())

    def list_connections(self, connections: Sequence[Connection], current: Connection) -> None:
        """List these connections in the menu, the first nine with their shortcuts.

        Where there are real ones, the sample data gets a band that cannot be mistaken.
        """
        self._listed = tuple(connections)
        self._warns_of_sample = any(not connection.is_sample for connection in connections)
        self._show_text()
        self.menu.clear()
        for place, connection in enumerate(connections, start=1):
            action = self.menu.addAction(menu_wording.menu_entry(connection))
            action.setCheckable(True)
            action.setActionGroup(self._group)
            action.setChecked(connection == current)
            action.triggered.connect(partial(self.chosen.emit, connection))
            if place <= NUMBERED:
                _show_key(action, place)
        self.menu.addSeparator()
        self.menu.addAction(menu_wording.MANAGE, self.manage_wanted.emit)

    def choose(self, place: int) -> None:
        """Choose the connection at this place in the menu, counted from 1, if there is one."""
        if place <= len(self._listed):
            self.chosen.emit(self._listed[place - 1])

    @property
    def is_striped(self) -> bool:
        """Whether the band warns of invented people."""
        sample = self._connection is not None and self._connection.is_sample
        return sample and self._warns_of_sample

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw stripes across a band that warns of invented people."""
        super().paintEvent(event)
        if self.is_striped:
            from profile_browser.ui.widgets.sample_stripes import (  # noqa: PLC0415 - seldom
                draw_stripes,
            )

            draw_stripes(self, self._theme.colors, STRIPED_EDGE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the menu at a click anywhere on the band."""
        super().mousePressEvent(event)
        self._button.showMenu()

    @Slot()
    def _draw_arrow(self) -> None:
        self._button.setIcon(self._theme.icon("chevron-down", self._theme.colors.on_band))

    def _show_text(self) -> None:
        """Say where the profiles come from; larger, and within the stripes, for a warning."""
        edge = STRIPED_EDGE if self.is_striped else 0
        sides = PAGE_MARGIN, 5 + edge, PAGE_MARGIN - 6 + edge, 5 + edge
        set_margins(self._layout, *sides)
        font = QFont(self._font)
        font.setPointSizeF(font.pointSizeF() * (_WARNING_SCALE if edge else 1))
        font.setWeight(QFont.Weight.DemiBold)  # the style sheet's would last until the next font
        self._text.setFont(font)
        if self._connection is not None:
            text_of = wording.sample_warning if edge else wording.band_text
            text = text_of(self._connection)
            self._text.setText(text)
            self.setAccessibleName(text)
        self.update()


def switch_key(place: int) -> str:
    """Return the key that switches to the connection at this place, from 1 to 9."""
    return f"Ctrl+{place}"


def _show_key(action: QAction, place: int) -> None:
    """Write the key beside the entry. The shortcut itself belongs to the window."""
    action.setText(f"{action.text()}\t{native_text(switch_key(place))}")


def _menu_button(menu: QMenu) -> MenuButton:
    button = MenuButton()
    button.setObjectName("switchButton")
    button.setAccessibleName(menu_wording.SWITCH)
    button.setToolTip(menu_wording.SWITCH)
    button.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
    button.setPopupMode(MenuButton.ToolButtonPopupMode.InstantPopup)
    set_properties(button, focusPolicy="TabFocus")
    button.setMenu(menu)
    return button
