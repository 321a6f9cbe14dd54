"""What the tables of people have in common: keys, the menu, the order, and the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QSignalBlocker,
    QSize,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    Qt,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from profile_browser.ui.announcements import announce
from profile_browser.ui.direction import start
from profile_browser.ui.keys import is_enter
from profile_browser.ui.widgets.column_widths import Need, fit_columns
from profile_browser.ui.widgets.held_row import HeldRow
from profile_browser.ui.widgets.row_model import UNSORTED

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QResizeEvent

    from profile_browser.ui.theme import Theme
    from profile_browser.ui.widgets.column_widths import ColumnPlan
    from profile_browser.ui.widgets.row_model import RowModel

CELL_PADDING = 24  # device-independent pixels beside a text: the style sheet's, and Qt's own
_ICON_SPACE = 24  # device-independent pixels of an icon and the gap behind it
_ROW_PADDING = 14
_NO_TEXT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_UPWARDS, _DOWNWARDS = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
_Cursor = QAbstractItemView.CursorAction


class RowTable(QTableView):
    """Shows people in plain text. Letters typed here belong in the search field."""

    typed = Signal(str)
    lead_column = 0  # the one that is current in each row; it is always shown
    icon_columns: frozenset[int]
    plan: ColumnPlan

    def __init__(self, theme: Theme, model: RowModel, name: str, accessible_name: str) -> None:
        super().__init__()
        self._model = model
        self._needs: dict[int, Need] = {}  # the widths of the columns that have been shown
        self._first_was_selected = True
        self.setModel(model)
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self._prepare()
        self._prepare_header()
        self.doubleClicked.connect(self._open)
        HeldRow(self, model, theme.masking)
        theme.masking.changed.connect(self._measure_again)
        theme.changed.connect(self.viewport().update)

    def _open(self, index: QModelIndex) -> None:
        """Request what this row opens."""
        raise NotImplementedError

    def _copy_by_key(self) -> None:
        """Request what the desktop's key for copying copies here."""
        raise NotImplementedError

    def _open_menu(self, index: QModelIndex, place: QPoint) -> None:
        """Open the menu of this row at a place on the screen."""
        raise NotImplementedError

    @property
    def current_row(self) -> int:
        """The row of the current person, or -1."""
        return self.currentIndex().row()

    def go_to(self, row: int) -> None:
        """Select the person in this row alone, whichever keys are held down."""
        index, flags = self._model.index(row, self.lead_column), QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def sort_by(self, column: int) -> None:
        """Sort by a column, or in the other direction if it is that column already."""
        header = self.horizontalHeader()
        now = header.sortIndicatorSection(), header.sortIndicatorOrder()
        header.setSortIndicator(column, _DOWNWARDS if now == (column, _UPWARDS) else _UPWARDS)

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
        """Open a person with Enter, copy, and pass letters on."""
        text, plain = event.text(), not event.modifiers() & _NO_TEXT
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy_by_key()
        elif is_enter(event) and plain:
            self._open(self.currentIndex())
        elif plain and text.isprintable() and text.strip():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: _Cursor, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Go to the first or the last row by Home and End; Qt would stay in the row."""
        if action is _Cursor.MoveHome:
            return self._model.index(0, self.lead_column)
        if action is _Cursor.MoveEnd:
            return self._model.index(self._model.rowCount() - 1, self.lead_column)
        return super().moveCursor(action, modifiers)

    def changeEvent(self, event: QEvent) -> None:
        """Measure the texts again in another font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._measure_again()

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
        announce(self, self._model.order_text)

    def _forget_order(self) -> None:
        """Show no arrow: the people of the next list come in an order of their own."""
        with QSignalBlocker(self.horizontalHeader()):
            self.horizontalHeader().setSortIndicator(UNSORTED, _UPWARDS)

    def _make_room_for_arrow(self) -> None:
        header = self.horizontalHeader()
        header.setSortIndicatorShown(header.sortIndicatorSection() != UNSORTED)
        self._measure_again()

    def _measure_again(self) -> None:
        self._needs.clear()
        self._fit_columns()

    def _need(self, column: int) -> Need:
        """Return the widths that a column needs for its header and its longest text."""
        if column not in self._needs:
            self._needs[column] = self._measured(column)
        return self._needs[column]

    def _measured(self, column: int) -> Need:
        widths = map(self.fontMetrics().horizontalAdvance, self._model.texts_in(column))
        self.setColumnHidden(column, False)  # a hidden header would need nothing
        hint = self.horizontalHeader().sectionSizeHint(column)
        return Need(hint, max(max(widths, default=0) + self._space_beside(column), hint))

    def _space_beside(self, column: int) -> int:
        """Return the width that a cell needs beside its text."""
        return CELL_PADDING + (_ICON_SPACE if column in self.icon_columns else 0)

    def _fit_columns(self) -> None:
        """Hide the least important columns if all would be too narrow; the others share the width.

        No column that a layout adds is shown if a built-in one would then be cut.
        """
        columns = range(self._model.columnCount())
        listed = tuple(column for column in self.plan.by_importance if column in columns)
        widths = fit_columns(
            self.plan._replace(by_importance=listed),
            self._need,
            self.viewport().width(),
            self.fontMetrics().averageCharWidth(),
        )
        self._model.describes_rows = len(widths) < len(columns)
        for column in columns:
            self.setColumnHidden(column, column not in widths)
        for column, width in widths.items():
            self.setColumnWidth(column, width)

    def _prepare(self) -> None:
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
        header.setDefaultAlignment(start())
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSortIndicatorClearable(True)  # a third click restores the first order
        header.setSortIndicator(UNSORTED, _UPWARDS)
        header.sortIndicatorChanged.connect(self._note_selection)
        self.setSortingEnabled(True)
        header.sortIndicatorChanged.connect(self._show_order)
