"""The table of people whom a search found. Enter or a double click opens one of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QStyledItemDelegate

from profile_browser.domain.fields import FIELDS
from profile_browser.domain.record import MOST_MORE
from profile_browser.messages import matches as wording
from profile_browser.ui.widgets.column_widths import ColumnPlan
from profile_browser.ui.widgets.marked_text import MARK_WEIGHT, MarkedTextDelegate
from profile_browser.ui.widgets.matches_menu import MatchesMenu
from profile_browser.ui.widgets.matches_model import MatchesModel, is_searched
from profile_browser.ui.widgets.profile_cells import ACCOUNT
from profile_browser.ui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint

    from profile_browser.domain.user import User
    from profile_browser.ui.theme import Theme

_ALWAYS_SHOWN = (0, ACCOUNT)  # the username and the account; the later of the others go first
_MOST_COLUMNS = len(FIELDS) + MOST_MORE
_BY_IMPORTANCE = sorted(range(_MOST_COLUMNS), key=lambda column: column not in _ALWAYS_SHOWN)


class MatchesTable(RowTable):
    """Shows the people with the letters marked that matched."""

    opened = Signal(int)
    copy_wanted = Signal(int, str)  # the row, and what of it: a label of the menu
    icon_columns = frozenset({ACCOUNT})
    plan = ColumnPlan(tuple(_BY_IMPORTANCE), len(_ALWAYS_SHOWN), len(FIELDS), icon_columns)

    def __init__(self, theme: Theme) -> None:
        people = MatchesModel(theme)
        super().__init__(theme, people, "matchesTable", wording.LIST_NAME)
        self._people, self._asked = people, ""
        self.setItemDelegate(MarkedTextDelegate(self))
        unmarked = QStyledItemDelegate(self)  # which draws in C++
        for column in range(_MOST_COLUMNS):
            if not is_searched(column):
                self.setItemDelegateForColumn(column, unmarked)

    @property
    def people(self) -> MatchesModel:
        """The people in their rows."""
        return self._people

    def show_users(self, users: Sequence[User], asked: str) -> None:
        """List these people in this order, and select the first; mark where this text matched."""
        self._forget_order()
        self._people.show_users(users, asked)
        self._asked = asked
        self._make_room_for_arrow()
        self.go_to(0)
        self.scrollToTop()

    def copy_current(self, what: str) -> None:
        """Request a copy of the selected person: one of the menu's labels says what of it."""
        self.copy_wanted.emit(self.current_row, what)

    def _copy_by_key(self) -> None:
        self.copy_current(wording.COPY_USERNAME)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.row())

    def _open_menu(self, index: QModelIndex, place: QPoint) -> None:
        header = self.horizontalHeader()
        user, order = self._people.user_at(index.row()), header.sortIndicatorSection()
        menu = MatchesMenu(user, self._people.columns, order, self)
        menu.open_wanted.connect(partial(self._open, index))
        menu.copy_wanted.connect(partial(self.copy_wanted.emit, index.row()))
        menu.sort_wanted.connect(self.sort_by)
        self._people.modelAboutToBeReset.connect(menu.close)  # it would act on other people
        menu.popup(place)

    def _space_beside(self, column: int) -> int:
        """Return the width that a cell needs beside its text; letters that are marked are wider."""
        bold = QFont(self.font())
        bold.setWeight(MARK_WEIGHT)
        advance = self.fontMetrics().horizontalAdvance(self._asked)
        wider = QFontMetrics(bold).horizontalAdvance(self._asked) - advance
        space = super()._space_beside(column)
        return space if column in self.icon_columns else space + max(wider, 0)
