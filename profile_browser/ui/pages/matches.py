"""The page with the people whom a search found. Opening one of them reads nothing again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from profile_browser.domain.outcome import Found
from profile_browser.messages import window as wording
from profile_browser.ui.pages.page import Page
from profile_browser.ui.widgets.containers import card
from profile_browser.ui.widgets.elided_labels import heading
from profile_browser.ui.widgets.labels import PlainLabel
from profile_browser.ui.widgets.matches_table import MatchesTable

if TYPE_CHECKING:
    from profile_browser.domain.outcome import Matches
    from profile_browser.ui.theme import Theme


class MatchesPage(Page):
    """Says how many people were found and how, and lists them."""

    content_width = 1080  # four columns need more than lines of text

    def __init__(self, theme: Theme) -> None:
        super().__init__("matchesPage")
        self._matches: Matches | None = None
        self._heading = heading(scale=1.4, name="matchesHeading")
        self._way = PlainLabel(role="muted", name="matchesWay")
        self.table = MatchesTable(theme)
        self._lay_out()
        self.table.opened.connect(self._open)
        self.table.typed.connect(self.typed)

    def show_matches(self, matches: Matches) -> None:
        """List these people."""
        self._matches = matches
        self._heading.setText(wording.matches_heading(matches))
        self._way.setText(wording.matches_way(matches))
        self.table.show_users(matches.users)

    def clear(self) -> None:
        """Remove everybody."""
        self._matches = None
        self._heading.clear()
        self._way.clear()
        self.table.show_users(())

    @Slot(int)
    def _open(self, row: int) -> None:
        if self._matches is not None:
            found = self._matches
            user = found.users[row]
            self.match_opened.emit(Found(user, found.connection, found.read_at, way=found.way))

    def _lay_out(self) -> None:
        frame, layout = card()
        layout.addWidget(self._heading)
        layout.addWidget(self._way)
        layout.addWidget(self.table, 1)
        self._add_cards(frame, fill=True)
