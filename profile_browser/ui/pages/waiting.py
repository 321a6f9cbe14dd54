"""The page while an answer is awaited: empty at first, so that a quick answer does not flicker."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from profile_browser.messages import window as wording
from profile_browser.ui.widgets.basics import card, heading, page_layout


class WaitingPage(QWidget):
    """Holds nobody's fields; names who is being looked up once that takes a while."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("waitingPage")
        self._heading = heading(name="waitingHeading")
        self._card, layout = card()
        layout.addWidget(self._heading)
        page_layout(self).addWidget(self._card)

    def clear(self) -> None:
        """Show nothing."""
        self._heading.clear()
        self._card.hide()

    def name(self, username: str) -> None:
        """Say who is being looked up."""
        self._heading.setText(wording.waiting(username))
        self._card.show()
