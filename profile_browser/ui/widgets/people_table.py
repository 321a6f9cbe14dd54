"""The table of the people in a list, of up to 100,000 rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QTableView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from profile_browser.domain.fields import Field
    from profile_browser.domain.people_list import Entry, ListRow, RowState
    from profile_browser.ui.theme import Theme


class PeopleTable(QTableView):
    """Lists entries and what was found for them. Letters typed here belong in the search field."""

    opened = Signal(object)  # a ListRow that is found or several
    typed = Signal(str)
    copy_wanted = Signal(str, str)  # the text for the clipboard, and what it is: “12 rows”
    changed = Signal()  # the counts, or which rows are shown; at most a few times a second

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    @property
    def counts(self) -> Mapping[RowState, int]:
        """How many entries are in each state."""
        raise NotImplementedError

    @property
    def shown_count(self) -> int:
        """How many rows the filter lets through."""
        raise NotImplementedError

    @property
    def place(self) -> tuple[int, int]:
        """The number of the current row, counted from 1, and how many are shown."""
        raise NotImplementedError

    def show_entries(self, entries: Sequence[Entry], fields: Sequence[Field]) -> None:
        """List these entries, nobody asked yet. ``fields`` are what the layout adds to FIELDS.

        The filter and the order of the list before are forgotten. No entries empty the table.
        """
        raise NotImplementedError

    @Slot(int, object)
    def set_rows(self, first: int, rows: Sequence[ListRow]) -> None:
        """Fill in the rows from this entry on, counted from 0. No row moves on screen."""
        raise NotImplementedError

    @Slot()
    def settle(self) -> None:
        """Apply the order and the filter again. To be called when a run ends."""
        raise NotImplementedError

    @Slot(object, str)
    def filter_by(self, states: frozenset[RowState], text: str) -> None:
        """Show the rows in one of these states (empty: in any) that contain this text."""
        raise NotImplementedError

    def rows(self, *, selected_only: bool = False) -> Sequence[ListRow]:
        """Return all rows in the order of the input, or the selected ones as they are shown."""
        raise NotImplementedError

    def step(self, distance: int) -> None:
        """Open the next row that can be opened: 1 is downwards, -1 upwards."""
        raise NotImplementedError

    def go_to_last_opened(self) -> None:
        """Select the row that was opened last, and give the table the focus."""
        raise NotImplementedError

    def copy_rows_as_text(self) -> None:
        """Request a copy of the selected rows, one field per line."""
        raise NotImplementedError
