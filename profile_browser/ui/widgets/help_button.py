"""The menu beside 'Look up': help, a list of many people, and what is shown of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from profile_browser.messages import help_menu as wording
from profile_browser.messages.window import LOOK_UP_LIST
from profile_browser.ui.shortcuts import HIDE_KEY, LIST_KEY, native_text
from profile_browser.ui.widgets.icons import IconButton

if TYPE_CHECKING:
    from profile_browser.ui.theme import Theme


class HelpButton(IconButton):
    """A question mark that opens the help menu."""

    keys_wanted = Signal()
    diagnostics_wanted = Signal()
    guide_wanted = Signal()
    list_wanted = Signal()
    hiding_wanted = Signal()
    offering_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "question", wording.HELP)
        self.setObjectName("helpButton")
        menu = QMenu(self)
        menu.setObjectName("helpMenu")
        menu.addAction(f"{wording.KEYS}\t{native_text('F1')}", self.keys_wanted.emit)
        menu.addAction(wording.COPY_DIAGNOSTICS, self.diagnostics_wanted.emit)
        menu.addAction(wording.GUIDE_TITLE, self.guide_wanted.emit)
        menu.addSeparator()
        list_key = native_text(LIST_KEY)
        menu.addAction(f"{LOOK_UP_LIST}\t{list_key}", self.list_wanted.emit)
        hide_key = native_text(HIDE_KEY)
        self._hide = menu.addAction(f"{wording.HIDE_DETAILS}\t{hide_key}", self.hiding_wanted.emit)
        self._hide.setCheckable(True)
        self._offer = menu.addAction(wording.LOOK_UP_COPIED, self.offering_wanted.emit)
        self._offer.setCheckable(True)
        menu.setToolTipsVisible(True)
        self.setMenu(menu)
        self.setPopupMode(self.ToolButtonPopupMode.InstantPopup)

    def show_hiding(self, *, is_on: bool) -> None:
        """Tick the entry while details are hidden."""
        self._hide.setChecked(is_on)

    def show_offering(self, *, is_on: bool, is_fixed: bool) -> None:
        """Tick the entry while copied names are offered. A settings file may fix that."""
        self._offer.setChecked(is_on)
        self._offer.setDisabled(is_fixed)
        self._offer.setToolTip(wording.FIXED if is_fixed else "")
