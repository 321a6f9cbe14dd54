"""The page with the people whom a search found. Opening one of them reads nothing again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from profile_browser.domain.outcome import Found
from profile_browser.messages import copying
from profile_browser.messages import matches as wording
from profile_browser.messages.clipboard_formats import as_text
from profile_browser.messages.plain_text import text_of
from profile_browser.ui.clipboard import put_text
from profile_browser.ui.pages.page import ListingPage
from profile_browser.ui.widgets.containers import card
from profile_browser.ui.widgets.elided_labels import heading
from profile_browser.ui.widgets.labels import PlainLabel
from profile_browser.ui.widgets.matches_table import MatchesTable
from profile_browser.ui.widgets.place import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.domain.outcome import Matches
    from profile_browser.domain.question import Question
    from profile_browser.domain.user import User
    from profile_browser.ui.theme import Theme

_COPIES: dict[str, Callable[[User], str]] = {
    wording.COPY_USERNAME: lambda user: text_of(user.username),
    wording.COPY_EMAIL: lambda user: text_of(user.email),
    wording.COPY_ROW: as_text,
}


class MatchesPage(ListingPage):
    """Says how many people were found and how, and lists them."""

    content_width = 1080  # four columns need more than lines of text

    def __init__(self, theme: Theme) -> None:
        super().__init__("matchesPage")
        self._matches: Matches | None = None
        self._heading = heading(scale=1.4, name="matchesHeading")
        self._way = PlainLabel(role="muted", name="matchesWay")
        self._narrow = PlainLabel(name="matchesNarrow")
        self.table = MatchesTable(theme)
        self._lay_out()
        self.table.opened.connect(self._open)
        self.table.typed.connect(self.typed)
        self.table.copy_wanted.connect(self._copy)

    @property
    def place(self) -> Place:
        """The place of the selected person among those that are listed."""
        number, count = self.table.current_row + 1, self.table.people.rowCount()
        return Place(number, count, can_go_back=number > 1, can_go_on=number < count)

    def show_matches(self, question: Question, matches: Matches) -> None:
        """List the people whom a question found."""
        self._matches = matches
        self._heading.setText(wording.heading(matches))
        self._way.setText(wording.way(matches))
        self._narrow.setText(wording.how_to_narrow(matches))
        self._narrow.setVisible(matches.more)
        self.table.show_users(matches.users, question.text)

    def clear(self) -> None:
        """Remove everybody."""
        self._matches = None
        self._copied_mark.hide()
        for label in (self._heading, self._way, self._narrow):
            label.clear()
        self.table.show_users((), "")

    def take_focus(self) -> None:
        """Go to the selected person."""
        self.table.setFocus()

    def step(self, distance: int) -> None:
        """Open the person so many rows further down, if there is one."""
        row = self.table.current_row + distance
        if 0 <= row < self.table.people.rowCount():
            self.table.go_to(row)
            self._open(row)

    def copy_row(self) -> None:
        """Copy all fields of the selected person."""
        self.table.copy_current(wording.COPY_ROW)

    @Slot(int)
    def _open(self, row: int) -> None:
        if self._matches is not None:
            found, user = self._matches, self.table.people.user_at(row)
            self.match_opened.emit(Found(user, found.connection, found.read_at, way=found.way))

    @Slot(int, str)
    def _copy(self, row: int, what: str) -> None:
        """Copy what this entry of the menu names, and say so in the row."""
        put_text(_COPIES[what](self.table.people.user_at(row)))
        viewport, cell = self.table.viewport(), self.table.people.index(row, 0)
        self._copied_mark.show_at(viewport, self.table.visualRect(cell))
        self.copied.emit(copying.copied(wording.WHAT_IS_COPIED[what]))

    def _lay_out(self) -> None:
        frame, layout = card()
        layout.addWidget(self._heading)
        layout.addWidget(self._way)
        layout.addWidget(self._narrow)
        layout.addWidget(self.table, 1)
        self._add_cards(frame, fill=True)
