"""The first rows of a list, and the choice of the column that is looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from profile_browser.messages import people_list as wording
from profile_browser.messages.plain_text import brief
from profile_browser.ui.direction import start
from profile_browser.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.list_input import ListPreview

_LONGEST_COLUMN = 40  # characters of a label that are shown
_NARROWEST_COLUMN, _WIDEST_COLUMN = 10, 30  # average characters
_BORDERS = 4  # device-independent pixels of the table's frame
_FEWEST_LETTERS, _WIDEST_CHOICE = 8, 40  # average characters of the choice
_ROW_PADDING = 8  # device-independent pixels


class ListPreviewPane(QWidget):
    """Shows rows. If there are columns, one of them is chosen below, or by a click on it."""

    column_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._table = _table()
        self._columns = QComboBox()
        self._columns.setObjectName("columnChoice")
        self._columns.setAccessibleName(wording.COLUMN)
        self._columns.setMinimumContentsLength(_FEWEST_LETTERS)
        self._columns.setMaximumWidth(self.fontMetrics().averageCharWidth() * _WIDEST_CHOICE)
        self._columns.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._choice = QWidget()
        self._lay_out()
        self._columns.currentIndexChanged.connect(self._choose)
        self._table.cellClicked.connect(self._choose_clicked)
        self._table.horizontalHeader().sectionClicked.connect(self._columns.setCurrentIndex)

    def show_preview(self, preview: ListPreview) -> None:
        """Show the first rows of a list, with the guessed column chosen."""
        labels = [brief(label, _LONGEST_COLUMN) for label in preview.columns]
        self._choice.setVisible(bool(labels))
        with QSignalBlocker(self._columns):
            self._columns.clear()
            self._columns.addItems(labels)
            self._columns.setCurrentIndex(preview.column if labels else -1)
        self._fill(preview.rows, labels)
        self._fit()
        self._mark(preview.column)

    def clear(self) -> None:
        """Show nothing."""
        with QSignalBlocker(self._columns):
            self._columns.clear()
        self._table.setRowCount(0)
        self._table.setColumnCount(0)

    @Slot(int)
    def _choose(self, column: int) -> None:
        self._mark(column)
        self.column_chosen.emit(column)

    @Slot(int, int)
    def _choose_clicked(self, _row: int, column: int) -> None:
        self._columns.setCurrentIndex(column)

    def _fill(self, rows: Sequence[Sequence[str]], labels: Sequence[str]) -> None:
        table = self._table
        table.setRowCount(len(rows))
        table.setColumnCount(max([len(labels), *map(len, rows)]))
        table.setHorizontalHeaderLabels(labels)
        table.horizontalHeader().setVisible(bool(labels))
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                table.setItem(row, column, QTableWidgetItem(value))

    def _fit(self) -> None:
        """Make no column too wide, and the table as high as its rows."""
        table, header = self._table, self._table.horizontalHeader()
        table.resizeColumnsToContents()
        widest = table.fontMetrics().averageCharWidth() * _WIDEST_COLUMN
        for column in range(table.columnCount()):
            table.setColumnWidth(column, min(table.columnWidth(column), widest))
        bar = table.horizontalScrollBar().sizeHint().height()
        heading = 0 if header.isHidden() else header.sizeHint().height()
        table.setFixedHeight(table.verticalHeader().length() + bar + heading + _BORDERS)

    def _mark(self, column: int) -> None:
        """Write the chosen column in bold."""
        for at in range(self._table.columnCount()):
            for row in range(self._table.rowCount()):
                item = self._table.item(row, at)
                if item is not None:
                    font = self._table.font()
                    font.setBold(at == column and self._columns.count() > 0)
                    item.setFont(font)
        self._table.scrollTo(self._table.model().index(0, max(column, 0)))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._choice)
        row.setContentsMargins(0, 0, 0, 0)
        label = PlainLabel(wording.COLUMN)
        label.setWordWrap(False)
        row.addWidget(label)
        row.addWidget(self._columns, 1)
        row.addStretch(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._table)
        layout.addWidget(self._choice)


def _table() -> QTableWidget:
    table = QTableWidget()
    table.setObjectName("listPreview")
    table.setAccessibleName(wording.PREVIEW_NAME)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    table.setWordWrap(False)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + _ROW_PADDING)
    header = table.horizontalHeader()
    header.setDefaultAlignment(start())
    header.setStretchLastSection(True)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    header.setMinimumSectionSize(table.fontMetrics().averageCharWidth() * _NARROWEST_COLUMN)
    return table
