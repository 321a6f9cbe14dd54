"""The bar that leads back to a list of people while another page is shown."""

from __future__ import annotations

from PySide6.QtCore import Signal

from profile_browser.messages import people_list as wording
from profile_browser.ui.widgets.page_bar import PageBar, bar_button


class ListBar(PageBar):
    """Says how far the list is."""

    list_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("listBar", "listPlace")
        self._layout.addWidget(self._words)
        self._layout.addStretch(1)
        self._layout.addWidget(bar_button(wording.SHOW, "showListButton", self.list_wanted.emit))

    def show_words(self, words: str) -> None:
        """Show how far the list is. Nothing is read aloud: it changes all the time."""
        self._words.setText(words)
