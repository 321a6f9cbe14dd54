"""The page during a lookup. It is empty at first, so that nothing flickers if it is quick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from profile_browser.messages import window as wording
from profile_browser.ui.pages.page import Page
from profile_browser.ui.widgets.containers import card
from profile_browser.ui.widgets.elided_labels import heading

if TYPE_CHECKING:
    from profile_browser.ui.theme import Theme


class WaitingPage(Page):
    """Shows nobody's fields, and after a while who is being looked up."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("waitingPage")
        self._masking, self._username = theme.masking, ""
        self._masking.changed.connect(self._show)
        self._heading = heading(name="waitingHeading")
        self._card, layout = card()
        layout.addWidget(self._heading)
        self._add_cards(self._card)

    def clear(self) -> None:
        """Show nothing."""
        self._username = ""
        self._heading.clear()
        self._card.hide()

    def show_name(self, username: str) -> None:
        """Say who is being looked up."""
        self._username = username
        self._show()
        self._card.show()

    @Slot()
    def _show(self) -> None:
        if self._username:
            self._heading.setText(wording.waiting(self._masking.question(self._username)))
