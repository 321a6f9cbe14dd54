"""The bar that says that personal details are hidden."""

from __future__ import annotations

from PySide6.QtCore import Signal

from profile_browser.messages import hiding as wording
from profile_browser.ui.widgets.page_bar import PageBar, bar_button


class HiddenBar(PageBar):
    """Stays above the pages as long as details are hidden."""

    show_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("hiddenBar", "hiddenWords")
        self._words.setWordWrap(True)
        self._words.setText(wording.HOW_TO_SEE)
        self._layout.addWidget(self._words, 1)
        show = bar_button(wording.SHOW_DETAILS, "showDetailsButton", self.show_wanted.emit)
        self._layout.addWidget(show)
