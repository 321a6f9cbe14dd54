"""The people of a list as a table, in the order of the store or sorted by a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QColor, QIcon, Qt

from profile_browser.domain.fields import FIELDS, FieldKind
from profile_browser.domain.matching import matched_spans
from profile_browser.messages import matches as wording
from profile_browser.messages.clipboard_formats import as_text
from profile_browser.messages.profile import NOT_RECORDED, hint, shown_text, values_of
from profile_browser.ui.local_text import local_text
from profile_browser.ui.widgets.account_badge import LOOKS
from profile_browser.ui.widgets.icons import selectable_icon
from profile_browser.ui.widgets.labels import START
from profile_browser.ui.widgets.marked_text import SPANS_ROLE
from profile_browser.ui.widgets.matches_order import order_of
from profile_browser.ui.widgets.tooltips import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from profile_browser.domain.more_values import MoreValue
    from profile_browser.domain.user import User
    from profile_browser.ui.theme import Theme

    Index = QModelIndex | QPersistentModelIndex

ACCOUNT = next(at for at, field in enumerate(FIELDS) if field.kind is FieldKind.ACCOUNT)
BY_RANK = -1  # in place of a column: the order of the store
LONGEST_TEXT = 200  # characters of a value, more than a column shows
_LONGEST_DESCRIPTION = 800  # characters of all values of a person, beside the labels
_ROOT = QModelIndex()
_Role = Qt.ItemDataRole


class MatchesModel(QAbstractTableModel):
    """A row for each person, a column for each field, and where the asked text matched."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._users: tuple[User, ...] = ()
        self._fields = FIELDS
        self._values: list[tuple[MoreValue, ...]] = []
        self._texts: dict[tuple[int, int], str] = {}
        self._asked = ""
        self._order: list[int] = []  # of each row, the person's place in the store's order
        self._sorted_by, self._direction = BY_RANK, Qt.SortOrder.AscendingOrder
        self._spans: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._icons: dict[bool | None, QIcon] = {}
        self.describes_rows = False
        self._answers: dict[int, Callable[[int, int], object]] = {
            _Role.DisplayRole: self._text_at,
            _Role.ForegroundRole: self._color_at,
            _Role.DecorationRole: self._icon_at,
            _Role.TextAlignmentRole: lambda _person, _column: START,
            _Role.ToolTipRole: self._tooltip_at,
            _Role.AccessibleDescriptionRole: self._description_at,
            SPANS_ROLE: self._spans_at,
        }
        theme.changed.connect(self._icons.clear)

    def show_users(self, users: Sequence[User], asked: str) -> None:
        """Hold these people, in this order, whom this text found."""
        self.beginResetModel()
        self._users, self._asked = tuple(users), asked
        self._values = [values_of(user) for user in users]
        self._fields = tuple(value.field for value in self._values[0]) if users else FIELDS
        self._texts.clear()
        self._order = list(range(len(self._users)))
        self._sorted_by = BY_RANK
        self._spans.clear()
        self.endResetModel()

    def user_at(self, row: int) -> User:
        """Return the person in a row."""
        return self._users[self._order[row]]

    def texts_in(self, column: int) -> set[str]:
        """Return all texts of a column."""
        return {self._text_at(person, column) for person in range(len(self._users))}

    @property
    def columns(self) -> tuple[str, ...]:
        """The labels of the columns: the built-in fields, and those that a layout adds."""
        return tuple(field.label for field in self._fields)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of people."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of fields."""
        return 0 if parent.isValid() else len(self._fields)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        """Return what a cell shows, and how."""
        answer = self._answers.get(role)
        return None if answer is None else answer(self._order[index.row()], index.column())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        """Return a column's label. Screen readers describe the column that sorts the list.

        The label of an added column may be too long for it, so a tooltip shows it as well.
        """
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _Role.DisplayRole:
            return self._fields[section].label
        if role == _Role.ToolTipRole and section >= len(FIELDS):
            return literal(self._fields[section].label)
        is_sorted = section == self._sorted_by
        return self.order_text if is_sorted and role == _Role.AccessibleDescriptionRole else None

    @property
    def order_text(self) -> str:
        """The order of the rows, in words."""
        if self._sorted_by == BY_RANK:
            return wording.SORTED_BY_RANK
        descending = self._direction is Qt.SortOrder.DescendingOrder
        return wording.sorted_text(self._fields[self._sorted_by].label, descending=descending)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, or by rank. What is damaged or not recorded is always last."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        people = [self._order[index.row()] for index in before]
        self._sorted_by, self._direction = column, order
        self._order = self._sorted(column, descending=order is Qt.SortOrder.DescendingOrder)
        row_of = {person: row for row, person in enumerate(self._order)}
        after = [
            self.index(row_of[person], index.column())
            for person, index in zip(people, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _sorted(self, column: int, *, descending: bool) -> list[int]:
        people = range(len(self._users))
        if column == BY_RANK:
            return list(people)
        sortable = [who for who in people if self._is_sortable(who, column)]
        sortable.sort(key=lambda who: self._order_at(who, column), reverse=descending)
        return sortable + [who for who in people if not self._is_sortable(who, column)]

    def _is_sortable(self, person: int, column: int) -> bool:
        is_damaged = self._values[person][column].is_damaged
        return not is_damaged and self._text_at(person, column) != NOT_RECORDED

    def _order_at(self, person: int, column: int) -> float | datetime | str:
        return order_of(self._values[person][column], self._text_at(person, column))

    def _text_at(self, person: int, column: int) -> str:
        """Return the text of a cell, which is made only once, and only if it is shown."""
        place = person, column
        if place not in self._texts:
            value = self._values[person][column]
            self._texts[place] = shown_text(value, LONGEST_TEXT, local_text)
        return self._texts[place]

    def _color_at(self, person: int, column: int) -> QColor | None:
        colors = self._theme.colors
        if column == ACCOUNT:
            return QColor(LOOKS[self._users[person].disabled].color(colors))
        if self._values[person][column].is_damaged:
            return QColor(colors.bad)
        is_recorded = self._text_at(person, column) != NOT_RECORDED
        return None if is_recorded else QColor(colors.muted)

    def _icon_at(self, person: int, column: int) -> QIcon | None:
        if column != ACCOUNT:
            return None
        disabled = self._users[person].disabled
        if disabled not in self._icons:
            look = LOOKS[disabled]
            self._icons[disabled] = selectable_icon(self._theme, look.icon, look.color)
        return self._icons[disabled]

    def _description_at(self, person: int, column: int) -> str | None:
        """Return what the hidden columns would show, else how the value is stored."""
        if not self.describes_rows:
            return hint(self._values[person][column]) or None
        longest = _LONGEST_DESCRIPTION // len(self._fields)
        return as_text(self._users[person], longest, local_text)

    def _tooltip_at(self, person: int, column: int) -> str | None:
        text = self._description_at(person, column)
        return None if text is None else literal(text)

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
