"""Keeps people selected while the rows of their table are rearranged."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, Slot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profile_browser.ui.widgets.people_model import PeopleModel
    from profile_browser.ui.widgets.row_table import RowTable

_Flag = QItemSelectionModel.SelectionFlag


class PeopleSelection(QObject):
    """Names the selected people by their places in the list.

    A selected person whom a filter hides is selected again when shown, unless another person was
    selected meanwhile.
    """

    def __init__(self, table: RowTable, people: PeopleModel) -> None:
        super().__init__(table)
        self._table, self._people = table, people
        self._model = table.selectionModel()
        self._places: set[int] = set()
        self._current = -1
        self._is_known = False  # whether the places are those that the person selected last
        self._model.selectionChanged.connect(self._forget)
        self._model.currentChanged.connect(self._forget)

    @property
    def rows(self) -> list[int]:
        """The selected rows, from top to bottom."""
        ranges = ((part.top(), part.bottom()) for part in self._model.selection().toList())
        return sorted(row for top, bottom in ranges for row in range(top, bottom + 1))

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep the selection while the rows are rearranged."""
        self.hold()
        yield
        self.restore()

    def hold(self) -> None:
        """Note who is selected, and select nobody: Qt would follow each row by itself."""
        if not self._is_known:
            self._places = set(map(self._people.place_at, self.rows))
            current = self._table.current_row
            self._current = self._people.place_at(current) if current >= 0 else -1
        self._model.clearSelection()

    def restore(self) -> None:
        """Select the same people again, or the first row if none of them is shown."""
        rows = sorted(row for place in self._places if (row := self._people.row_of(place)) >= 0)
        # Whole rows already; to let Qt complete them takes seconds for 50,000 single ones.
        self._model.select(self._selection_of(rows), _Flag.ClearAndSelect)
        current = self._people.row_of(self._current)
        if current >= 0 or rows:
            row = current if current >= 0 else rows[0]
            index = self._people.index(row, self._table.lead_column)
            self._model.setCurrentIndex(index, _Flag.NoUpdate)
        elif self._people.rowCount():
            self._table.go_to(0)
        self._is_known = True

    @Slot()
    def _forget(self) -> None:
        self._is_known = False

    def _selection_of(self, rows: list[int]) -> QItemSelection:
        """Return a selection of these rows with as few ranges as possible."""
        selection, last = QItemSelection(), self._people.columnCount() - 1
        first = 0
        for at, row in enumerate(rows):
            is_end = at + 1 == len(rows) or rows[at + 1] != row + 1
            if is_end:
                selection.select(self._people.index(rows[first], 0), self._people.index(row, last))
                first = at + 1
        return selection
