"""The table of people whom a search found. Enter or a double click opens one of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QSignalBlocker, QSize, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    Qt,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView

from profile_browser.domain.fields import FIELDS
from profile_browser.domain.record import MOST_MORE
from profile_browser.messages import matches as wording
from profile_browser.ui.widgets.column_widths import share_width
from profile_browser.ui.widgets.labels import START
from profile_browser.ui.widgets.marked_text import MARK_WEIGHT, MarkedTextDelegate
from profile_browser.ui.widgets.matches_menu import MatchesMenu
from profile_browser.ui.widgets.matches_model import (
    ACCOUNT,
    BY_RANK,
    MatchesModel,
    is_searched,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QResizeEvent

    from profile_browser.domain.user import User
    from profile_browser.ui.theme import Theme

_ALWAYS_SHOWN = (0, ACCOUNT)  # the username and the account; the later of the others go first
_MOST_COLUMNS = len(FIELDS) + MOST_MORE
_BY_IMPORTANCE = sorted(range(_MOST_COLUMNS), key=lambda column: column not in _ALWAYS_SHOWN)
_READABLE_WIDTH = 18  # average characters, a cell's padding included
_LONG_WIDTH = 36  # the same; a built-in value that needs more may be cut for added ones
_ROW_PADDING = 14
CELL_PADDING = 24  # device-independent pixels beside a text: the style sheet's, and Qt's own
_ICON_SPACE = 24  # device-independent pixels of an icon and the gap behind it
_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NO_TEXT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_UPWARDS, _DOWNWARDS = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class MatchesTable(QTableView):
    """Shows people in plain text. Letters typed here belong in the search field."""

    opened = Signal(int)
    typed = Signal(str)
    copy_wanted = Signal(int, str)  # the row, and what of it: a label of the menu

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._people = MatchesModel(theme)
        self._needs: dict[int, int] = {}  # the widths of the columns that have been shown
        self._asked, self._first_was_selected = "", True
        self.setModel(self._people)
        self.setItemDelegate(MarkedTextDelegate(self))
        unmarked = QStyledItemDelegate(self)  # which draws in C++
        for column in range(_MOST_COLUMNS):
            if not is_searched(column):
                self.setItemDelegateForColumn(column, unmarked)
        self._prepare()
        self._prepare_header()
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self.viewport().update)

    @property
    def current_row(self) -> int:
        """The row of the selected person, or -1."""
        return self.currentIndex().row()

    @property
    def people(self) -> MatchesModel:
        """The people in their rows."""
        return self._people

    def show_users(self, users: Sequence[User], asked: str) -> None:
        """List these people in this order, and select the first; mark where this text matched."""
        with QSignalBlocker(self.horizontalHeader()):  # the people come in the order of the store
            self.horizontalHeader().setSortIndicator(BY_RANK, _UPWARDS)
        self._people.show_users(users, asked)
        self._asked = asked
        self._make_room_for_arrow()
        self.go_to(0)
        self.scrollToTop()

    def go_to(self, row: int) -> None:
        """Select the person in this row."""
        self.setCurrentIndex(self._people.index(row, 0))

    def sort_by(self, column: int) -> None:
        """Sort by a column, or in the other direction if it is that column already."""
        header = self.horizontalHeader()
        now = header.sortIndicatorSection(), header.sortIndicatorOrder()
        header.setSortIndicator(column, _DOWNWARDS if now == (column, _UPWARDS) else _UPWARDS)

    def copy_current(self, what: str) -> None:
        """Request a copy of the selected person: one of the menu's labels says what of it."""
        self.copy_wanted.emit(self.current_row, what)

    def sizeHint(self) -> QSize:
        """Need little space, so that the table scrolls and not the whole page."""
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns into the new width."""
        super().resizeEvent(event)
        self._fit_columns()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of a row: the one below the mouse, or the current one."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if index.isValid():
            place = event.pos() if by_mouse else self.visualRect(index).center()
            self._open_menu(index, self.viewport().mapToGlobal(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a person with Enter, copy a username, and pass letters on."""
        text, plain = event.text(), not event.modifiers() & _NO_TEXT
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_current(wording.COPY_USERNAME)
        elif event.key() in _ENTER and plain:
            self._open(self.currentIndex())
        elif event.key() in _ENDS and plain:
            self.go_to(0 if event.key() == Qt.Key.Key_Home else self._people.rowCount() - 1)
        elif plain and text.isprintable() and text.strip():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure the texts again in another font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._needs.clear()
            self._fit_columns()

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

    @Slot()
    def _note_selection(self) -> None:
        """Note what is selected before the rows are sorted."""
        self._first_was_selected = self.current_row == 0

    @Slot()
    def _show_order(self) -> None:
        """Show an arrow and the selected person, and have the order read aloud.

        The first row is selected from the start, which says nothing about the person in it.
        """
        self._make_room_for_arrow()
        if self._first_was_selected:
            self.go_to(0)
        self.scrollTo(self.currentIndex())
        said = QAccessibleAnnouncementEvent(self, self._people.order_text)
        QAccessible.updateAccessibility(said)

    def _make_room_for_arrow(self) -> None:
        header = self.horizontalHeader()
        header.setSortIndicatorShown(header.sortIndicatorSection() != BY_RANK)
        self._needs.clear()
        self._fit_columns()

    def _need(self, column: int) -> int:
        """Return the width that a column needs for its header and its longest text."""
        if column not in self._needs:
            self._needs[column] = self._measured(column)
        return self._needs[column]

    def _measured(self, column: int) -> int:
        bold = QFont(self.font())
        bold.setWeight(MARK_WEIGHT)
        metrics, bold_metrics = self.fontMetrics(), QFontMetrics(bold)
        wider = bold_metrics.horizontalAdvance(self._asked) - metrics.horizontalAdvance(self._asked)
        widths = map(metrics.horizontalAdvance, self._people.texts_in(column))
        beside = CELL_PADDING + (_ICON_SPACE if column == ACCOUNT else max(wider, 0))
        self.setColumnHidden(column, False)  # a hidden header would need nothing
        hint = self.horizontalHeader().sectionSizeHint(column)
        return max(max(widths, default=0) + beside, hint)

    def _fit_columns(self) -> None:
        """Hide the least important columns if all would be too narrow; the others share the width.

        The account is never cut, and no added column is shown if a built-in one would then be cut.
        """
        average = self.fontMetrics().averageCharWidth()
        columns, room = self._people.columnCount(), self.viewport().width() // average
        count = min(max(room // _READABLE_WIDTH, len(_ALWAYS_SHOWN)), columns)
        widths = self._widths_of(count)
        whole = [min(self._need(column), average * _LONG_WIDTH) for column in range(len(FIELDS))]
        while count > len(FIELDS) and any(widths[at] < need for at, need in enumerate(whole)):
            count -= 1
            widths = self._widths_of(count)
        self._people.describes_rows = count < columns
        for column in range(columns):
            self.setColumnHidden(column, column not in widths)
        for column, share in widths.items():
            self.setColumnWidth(column, share)

    def _widths_of(self, count: int) -> dict[int, int]:
        """Return the widths of the columns if this many are shown."""
        shared = sorted(set(_BY_IMPORTANCE[:count]) - {ACCOUNT})
        rest = max(self.viewport().width() - self._need(ACCOUNT), 0)
        widths = share_width([self._need(column) for column in shared], rest)
        return {ACCOUNT: self._need(ACCOUNT), **dict(zip(shared, widths, strict=True))}

    def _prepare(self) -> None:
        self.setObjectName("matchesTable")
        self.setAccessibleName(wording.LIST_NAME)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + _ROW_PADDING)

    def _prepare_header(self) -> None:
        header = self.horizontalHeader()
        header.setDefaultAlignment(START)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSortIndicatorClearable(True)  # a third click brings the best matches first
        header.setSortIndicator(BY_RANK, _UPWARDS)
        header.sortIndicatorChanged.connect(self._note_selection)
        self.setSortingEnabled(True)
        header.sortIndicatorChanged.connect(self._show_order)
