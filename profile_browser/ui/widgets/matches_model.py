"""The people of a list as a table, in the order of the store or sorted by a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.fields import FIELDS
from profile_browser.domain.matching import matched_spans
from profile_browser.messages import matches as wording
from profile_browser.messages.clipboard_formats import as_masked_text
from profile_browser.messages.plain_text import NOT_RECORDED
from profile_browser.messages.profile import values_of
from profile_browser.ui.local_text import local_text
from profile_browser.ui.widgets.marked_text import SPANS_ROLE
from profile_browser.ui.widgets.profile_cells import ACCOUNT, LONGEST_DESCRIPTION
from profile_browser.ui.widgets.row_model import NOBODY, UNSORTED, RowModel, column_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.more_values import MoreValue
    from profile_browser.domain.user import User
    from profile_browser.ui.theme import Theme

BY_RANK = UNSORTED


class MatchesModel(RowModel):
    """A row for each person, a column for each field, and where the asked text matched."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._columns = tuple(map(column_of, FIELDS))
        self._users: tuple[User, ...] = ()
        self._values: list[tuple[MoreValue, ...]] = []
        self._asked = ""
        self._spans: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._answers[SPANS_ROLE] = self._spans_at

    def show_users(self, users: Sequence[User], asked: str) -> None:
        """Hold these people, in this order, whom this text found."""
        self.beginResetModel()
        self._users, self._asked = tuple(users), asked
        self._values = [values_of(user) for user in users]
        fields = (value.field for value in self._values[0]) if users else FIELDS
        self._columns = tuple(map(column_of, fields))
        self._texts.clear()
        self._shown = range(len(self._users))
        self._sorted_by = BY_RANK
        self._spans.clear()
        self._held = NOBODY
        self.endResetModel()

    def user_at(self, row: int) -> User:
        """Return the person in a row."""
        return self._users[self._shown[row]]

    def texts_in(self, column: int) -> set[str]:
        """Return all texts of a column."""
        return {self._text_at(person, column) for person in range(self.count)}

    @property
    def count(self) -> int:
        """How many people were found."""
        return len(self._users)

    @property
    def unsorted_text(self) -> str:
        """The order of the store, in words."""
        return wording.SORTED_BY_RANK

    def _value_at(self, place: int, column: int) -> MoreValue:
        return self._values[place][column]

    def _description_of(self, place: int) -> str:
        longest = LONGEST_DESCRIPTION // len(self._columns)
        return as_masked_text(self._users[place], self._rules_for(place), longest, local_text)

    def _repaint(self) -> None:
        self._spans.clear()
        super()._repaint()

    def _spans_at(self, person: int, column: int) -> list[tuple[int, int]]:
        """Return where the asked text matches, as ranges of characters. It is found only once."""
        place = person, column
        if place not in self._spans:
            text = self._text_at(person, column)
            is_marked = is_searched(column) and text != NOT_RECORDED
            self._spans[place] = matched_spans(text, self._asked) if is_marked else []
        return self._spans[place]


def is_searched(column: int) -> bool:
    """Return whether a search looks for its text in this column."""
    return column < len(FIELDS) and column != ACCOUNT
