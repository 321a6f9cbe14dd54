"""The table of the people in a list, of up to 100,000 rows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout

from profile_browser.domain.fields import FIELDS
from profile_browser.domain.people_list import RowState
from profile_browser.domain.record import MOST_MORE
from profile_browser.messages import people_table as wording
from profile_browser.ui.widgets.column_widths import ColumnPlan
from profile_browser.ui.widgets.labels import PlainLabel
from profile_browser.ui.widgets.people_copier import PeopleCopier
from profile_browser.ui.widgets.people_copies import COPIES, copy_of, has_any, table_of
from profile_browser.ui.widgets.people_model import LEAD, LeadColumn, PeopleModel
from profile_browser.ui.widgets.people_selection import PeopleSelection
from profile_browser.ui.widgets.profile_cells import ACCOUNT
from profile_browser.ui.widgets.row_menu import MenuEntry, RowMenu
from profile_browser.ui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QPoint

    from profile_browser.domain.fields import Field
    from profile_browser.domain.people_list import Entry, ListRow
    from profile_browser.ui.theme import Theme
    from profile_browser.ui.widgets.row_model import Index

_OPENED = frozenset({RowState.FOUND, RowState.SEVERAL})
_BETWEEN_REPORTS = 150  # milliseconds
_BETWEEN_PAINTS = 50  # milliseconds; people see what changes so often as at once
_KEYS = {wording.COPY_TABLE: "Ctrl+C", wording.COPY_TEXT: "Ctrl+Shift+C"}
_ALWAYS_SHOWN = (LeadColumn.ASKED_FOR, LeadColumn.OUTCOME)
_USERNAME, _ACCOUNT, _LAST = LEAD, LEAD + ACCOUNT, LEAD + len(FIELDS) + MOST_MORE
# The username is mostly what was asked for, and the number matters only for the order.
_BUILT_IN = (
    *(*_ALWAYS_SHOWN, _ACCOUNT),
    *(column for column in range(LEAD + 1, LEAD + len(FIELDS)) if column != _ACCOUNT),
    *(_USERNAME, LeadColumn.NUMBER),
)


class PeopleTable(RowTable):
    """Lists entries and what was found for them, of whom several can be selected."""

    opened = Signal(object)  # a ListRow that is found or several
    not_opened = Signal(object)  # any other ListRow
    copy_wanted = Signal(str, str)  # the text for the clipboard, and what it is: “12 rows”
    changed = Signal()  # the counts, or which rows are shown; at most a few times a second
    lead_column = LeadColumn.ASKED_FOR
    icon_columns = frozenset({LeadColumn.OUTCOME, _ACCOUNT})
    plan = ColumnPlan(
        (*_BUILT_IN, *range(LEAD + len(FIELDS), _LAST)),
        len(_ALWAYS_SHOWN),
        len(_BUILT_IN),
        frozenset({LeadColumn.NUMBER, LeadColumn.OUTCOME, _ACCOUNT}),
    )

    def __init__(self, theme: Theme) -> None:
        people = PeopleModel(theme)
        super().__init__(theme, people, "peopleTable", wording.TABLE_NAME)
        self.people = people
        self._last_opened = -1
        self._fits_people = False  # whether the columns were measured with somebody in them
        self._nobody = PlainLabel(wording.NOBODY_MATCHES, role="muted", name="nobodyMatches")
        self._report = QTimer(self, singleShot=True, interval=_BETWEEN_REPORTS)
        self._paint = QTimer(self, singleShot=True, interval=_BETWEEN_PAINTS)
        self._selection = PeopleSelection(self, people)
        self._copier = PeopleCopier(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        # Qt would look at each selected row before it paints a header, for which none matters.
        self.horizontalHeader().setSelectionModel(QItemSelectionModel(people, self))
        self._lay_out()
        self._report.timeout.connect(self._report_change)
        self._paint.timeout.connect(self._paint_changes)
        people.rowsInserted.connect(self._report_soon)
        self._copier.built.connect(self.copy_wanted)
        people.modelAboutToBeReset.connect(self._copier.stop)  # its list is gone

    def dataChanged(self, first: Index, last: Index, _roles: Sequence[int] = ()) -> None:
        """Paint visible rows that were filled in soon. Qt would paint them for each part."""
        top, bottom = self._visible_rows()
        if first.row() <= bottom and last.row() >= top and not self._paint.isActive():
            self._paint.start()

    @property
    def counts(self) -> Mapping[RowState, int]:
        """How many entries are in each state."""
        return self.people.rows.counts

    @property
    def shown_count(self) -> int:
        """How many rows the filter lets through."""
        return self.people.rowCount()

    @property
    def place(self) -> tuple[int, int]:
        """The number of the current row, counted from 1, and how many are shown."""
        return self.current_row + 1, self.shown_count

    def show_entries(self, entries: Sequence[Entry], fields: Sequence[Field]) -> None:
        """List these entries, nobody asked yet. ``fields`` are what the layout adds to FIELDS.

        The filter and the order of the list before are forgotten. No entries empty the table.
        """
        self._forget_order()
        self.people.show_entries(entries, fields)
        self._last_opened, self._fits_people = -1, False
        self._make_room_for_arrow()
        self.go_to(0)
        self.scrollToTop()
        self._report_change()

    @Slot(int, object)
    def set_rows(self, first: int, rows: Sequence[ListRow]) -> None:
        """Fill in the rows from this entry on, counted from 0. No row moves on screen."""
        self.people.set_rows(first, rows)
        self._report_soon()

    @Slot()
    def settle(self) -> None:
        """Apply the order and the filter again. To be called when a run ends.

        The current person stays at the same place on screen.
        """
        bar, before = self.verticalScrollBar(), self.visualRect(self.currentIndex())
        offset, is_seen = bar.value(), self.viewport().rect().intersects(before)
        with self._selection.kept():
            self.people.sort_again()
        self._measure_again()
        moved = self.visualRect(self.currentIndex()).top() - before.top()
        bar.setValue(bar.value() + moved if is_seen else offset)
        self._report_change()

    @Slot(object, str)
    def filter_by(self, states: frozenset[RowState], text: str) -> None:
        """Show the rows in one of these states (empty: in any) that contain all words of a text."""
        with self._selection.kept():
            self.people.filter_by(states, text)
        self._report_change()

    def rows(self, *, selected_only: bool = False) -> Sequence[ListRow]:
        """Return all rows in the order of the input, or the selected ones as they are shown."""
        if selected_only:
            return [self.people.row_at(row) for row in self._selection.rows]
        return self.people.rows.all()

    def step(self, distance: int) -> None:
        """Open the next row that can be opened: 1 is downwards, -1 upwards."""
        row = self._next_row(distance)
        if row is not None:
            self.go_to(row)
            self._open(self.currentIndex())

    def can_step(self, distance: int) -> bool:
        """Return whether there is a row to ``step`` to."""
        return self._next_row(distance) is not None

    def _next_row(self, distance: int) -> int | None:
        row = self.current_row + distance
        while 0 <= row < self.shown_count:
            if self.people.state_at(row) in _OPENED:
                return row
            row += distance
        return None

    def go_to_last_opened(self) -> None:
        """Go to the row that was opened last, if it is shown, and give the table the focus."""
        row = self.people.row_of(self._last_opened)
        if row not in (-1, self.current_row):
            self.go_to(row)
        self.scrollTo(self.currentIndex())
        self.setFocus()

    def copy_rows_as_text(self) -> None:
        """Request a copy of the selected rows, one field per line."""
        self._copy(self.rows(selected_only=True), wording.COPY_TEXT)

    @Slot()
    def copy_table(self) -> None:
        """Request a copy of all rows that are shown, for a spreadsheet, with labels above them."""
        if self.shown_count:
            self._copier.build(table_of(self.people.shown_rows(), self.people.rows.fields))

    def _copy_by_key(self) -> None:
        self._copy(self.rows(selected_only=True), wording.COPY_TABLE)

    def _copy(self, rows: Sequence[ListRow], what: str) -> None:
        if rows:
            self._copier.build(copy_of(what, rows, self.people.rows.fields))

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        """Open a row, or report that there is nothing behind it."""
        if index.isValid():
            self._open_place(self.people.place_at(index.row()))

    def _open_place(self, place: int) -> None:
        row = self.people.rows.row_at(place)
        if row.state in _OPENED:
            self._last_opened = place
            self.opened.emit(row)
        else:
            self.not_opened.emit(row)

    def _open_menu(self, index: QModelIndex, place: QPoint) -> None:
        """Open the menu of the selected rows. It means the same people while rows are added."""
        if not self.selectionModel().isSelected(index):
            self.go_to(index.row())
        rows, person = self.rows(selected_only=True), self.people.place_at(index.row())
        menu = RowMenu(self, "peopleMenu")
        menu.add_open(is_enabled=self.people.row_at(index.row()).state in _OPENED)
        copies = (MenuEntry(what, _KEYS.get(what, ""), has_any(what, rows)) for what in COPIES)
        menu.add_copies(copies)
        order = self.horizontalHeader().sortIndicatorSection()
        menu.add_orders(self.people.columns, order, wording.ORDER_OF_LIST)
        menu.open_wanted.connect(partial(self._open_place, person))
        menu.copy_wanted.connect(partial(self._copy, rows))
        menu.sort_wanted.connect(self.sort_by)
        self.people.modelAboutToBeReset.connect(menu.close)  # it would act on another list
        menu.popup(place)

    @Slot()
    def _note_selection(self) -> None:
        is_first_alone = self._selection.rows == [0]
        self._selection.hold()
        self._first_was_selected = is_first_alone

    @Slot()
    def _show_order(self) -> None:
        self._selection.restore()
        super()._show_order()

    @Slot()
    def _paint_changes(self) -> None:
        top, bottom = self._visible_rows()
        if top >= 0:
            last = self.people.columnCount() - 1
            super().dataChanged(self.people.index(top, 0), self.people.index(bottom, last))

    def _visible_rows(self) -> tuple[int, int]:
        """Return the first and the last row that are visible, also in part."""
        bottom = self.rowAt(self.viewport().height() - 1)
        return self.rowAt(0), bottom if bottom >= 0 else self.shown_count - 1

    @Slot()
    def _report_soon(self) -> None:
        if not self._report.isActive():
            self._report.start()

    @Slot()
    def _report_change(self) -> None:
        """Report what changed. The columns become as wide as the first people need, only once."""
        if not self._fits_people and self.counts[RowState.FOUND]:
            self._fits_people = True
            self._measure_again()
        self._nobody.setVisible(bool(self.people.count) and not self.shown_count)
        self.changed.emit()

    def _lay_out(self) -> None:
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nobody.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._nobody.hide()
        QVBoxLayout(self.viewport()).addWidget(self._nobody)
