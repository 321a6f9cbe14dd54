"""The people of a list as a table: all of them, or those that a filter lets through."""

from __future__ import annotations

from array import array
from collections import deque
from enum import IntEnum
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot

from profile_browser.domain.folding import fold
from profile_browser.domain.people_list import RowState
from profile_browser.messages import people_table as wording
from profile_browser.messages.list_formats import ASKED_FOR, OUTCOME, outcome_word
from profile_browser.messages.masking import masked_question
from profile_browser.messages.plain_text import brief
from profile_browser.ui.local_text import local_text
from profile_browser.ui.widgets.icons import IconLook
from profile_browser.ui.widgets.people_rows import PeopleRows
from profile_browser.ui.widgets.profile_cells import LONGEST_DESCRIPTION, LONGEST_TEXT
from profile_browser.ui.widgets.row_model import NOBODY, ROOT, UNSORTED, Column, RowModel, column_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QColor, QIcon

    from profile_browser.domain.fields import Field
    from profile_browser.domain.more_values import MoreValue
    from profile_browser.domain.people_list import Entry, ListRow
    from profile_browser.ui.theme import Theme
    from profile_browser.ui.widgets.profile_order import SortKey


class LeadColumn(IntEnum):
    """The columns before those of the fields."""

    NUMBER = 0
    ASKED_FOR = 1
    OUTCOME = 2


LEAD = len(LeadColumn)
_HIDDEN = -1  # in place of a row
_SLICE = 0.002  # seconds of the event loop that preparing rows for the filter takes at a time
_AT_ONCE = 50  # rows that are prepared before the clock is looked at
_SAMPLE = 400  # rows whose texts decide how wide the columns are
_LONGEST = 20  # texts of a column that are measured
STATES = (  # in the order in which they are sorted
    RowState.FOUND,
    RowState.SEVERAL,
    RowState.MISSING,
    RowState.NOT_READABLE,
    RowState.REFUSED,
    RowState.NOT_ASKED,
)
_RANKS = {state: rank for rank, state in enumerate(STATES)}
_LOOKS = {
    RowState.FOUND: IconLook("check", lambda colors: colors.good),
    RowState.SEVERAL: IconLook("person", lambda colors: colors.warning),
    RowState.MISSING: IconLook("question", lambda colors: colors.muted),
    RowState.NOT_READABLE: IconLook("warning", lambda colors: colors.bad),
    RowState.REFUSED: IconLook("blocked", lambda colors: colors.bad),
    RowState.NOT_ASKED: IconLook("dash", lambda colors: colors.muted),
}


class PeopleModel(RowModel):
    """A row for each entry that is shown. No row moves while the rows are being filled in.

    A row that begins to match the filter meanwhile is added below the last row. One that no longer
    matches stays until the filter is applied again.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._rows = PeopleRows()
        self._order: Sequence[int] = ()  # all places as they are sorted
        self._row_of: array[int] = array("i")  # of each place
        self._states: frozenset[RowState] = frozenset()
        self._text = ""
        self._unprepared: deque[range] = deque()
        self._keyed = UNSORTED
        self._keys: list[SortKey | None] = []  # of each place, in the column that was sorted last
        self._idle = QTimer(self, singleShot=True, interval=0)
        self._idle.timeout.connect(self._prepare_some)
        self._set_columns()

    @property
    def rows(self) -> PeopleRows:
        """All rows in the order of the input."""
        return self._rows

    @property
    def count(self) -> int:
        """How many entries there are, shown or not."""
        return len(self._rows)

    @property
    def unsorted_text(self) -> str:
        """The order of the input, in words."""
        return wording.IN_ORDER_OF_LIST

    def show_entries(self, entries: Sequence[Entry], more: Sequence[Field]) -> None:
        """Show all of these entries, none of which has been asked yet."""
        self.beginResetModel()
        self._rows = PeopleRows(entries, more)
        self._set_columns()
        self._texts.clear()
        self._unprepared.clear()
        self._keys.clear()
        self._sorted_by, self._states, self._text = UNSORTED, frozenset(), ""
        self._held = NOBODY
        self._order = range(len(entries))
        self._show(self._order)
        self.endResetModel()

    def set_rows(self, first: int, rows: Sequence[ListRow]) -> None:
        """Fill in the rows from this entry on."""
        places = self._rows.fill(first, rows)
        if not places:
            return
        self._texts.clear()
        self._unprepared.append(places)
        self._idle.start()
        changed = [row for row in self._row_of[places.start : places.stop] if row != _HIDDEN]
        if changed:
            last = self.columnCount() - 1
            self.dataChanged.emit(self.index(min(changed), 0), self.index(max(changed), last))

    def filter_by(self, states: frozenset[RowState], text: str) -> None:
        """Show the rows in one of these states (empty: in any) that contain all words of a text."""
        self._states, self._text = states, text
        self._replace(self._rows.matching(self._order, states, text))

    def sort_again(self) -> None:
        """Sort and filter the rows again by what they contain now."""
        self._order = self._sorted()
        self.filter_by(self._states, self._text)

    def place_at(self, row: int) -> int:
        """Return the place in the list of a shown row."""
        return self._shown[row]

    def row_of(self, place: int) -> int:
        """Return the row that shows this place of the list, or -1."""
        return self._row_of[place] if 0 <= place < len(self._row_of) else _HIDDEN

    def row_at(self, row: int) -> ListRow:
        """Return what a shown row is about."""
        return self._rows.row_at(self._shown[row])

    def state_at(self, row: int) -> RowState:
        """Return what is known about the entry of a shown row."""
        return self._rows.state_at(self._shown[row])

    def shown_rows(self) -> Iterator[ListRow]:
        """Return the rows that are shown now, also if others are shown meanwhile."""
        return map(self._rows.row_at, self._shown)

    def texts_in(self, column: int) -> set[str]:
        """Return the longest texts of a sample of the rows, however many there are."""
        if column == LeadColumn.OUTCOME:
            return {outcome_word(state) for state in RowState}
        if column == LeadColumn.NUMBER:
            return {_number_text(self.count)}
        step = max(len(self._shown) // _SAMPLE, 1)
        texts = {self._new_text(place, column) for place in self._shown[::step]}
        return set(sorted(texts, key=len)[-_LONGEST:])

    def _replace(self, shown: Sequence[int]) -> None:
        """Show these places instead of the present ones, and leave the columns as they are."""
        if self._shown:
            self.beginRemoveRows(ROOT, 0, len(self._shown) - 1)
            self._show(())
            self.endRemoveRows()
        if shown:
            self.beginInsertRows(ROOT, 0, len(shown) - 1)
            self._show(shown)
            self.endInsertRows()

    def _show(self, shown: Sequence[int]) -> None:
        self._shown = shown
        if isinstance(shown, range) and len(shown) == self.count:
            self._row_of = array("i", shown)
            return
        self._row_of = array("i", [_HIDDEN]) * self.count
        for row, place in enumerate(shown):
            self._row_of[place] = row

    def _in_order(self, places: Sequence[int]) -> Sequence[int]:
        self._order = places
        shown = [place for place in places if self._row_of[place] != _HIDDEN]
        self._show(shown)
        return shown

    @Slot()
    def _prepare_some(self) -> None:
        """Prepare rows that were filled in, a little at a time, and add those that match by now."""
        end = perf_counter() + _SLICE
        added: list[int] = []
        while self._unprepared and perf_counter() < end:
            places = self._unprepared.popleft()
            now, later = places[:_AT_ONCE], places[_AT_ONCE:]
            self._prepare(now)
            hidden = [place for place in now if self._row_of[place] == _HIDDEN]
            added += self._rows.matching(hidden, self._states, self._text)
            if later:
                self._unprepared.appendleft(later)
        if added:
            self._add(added)
        if self._unprepared:
            self._idle.start()

    def _prepare_all(self) -> None:
        while self._unprepared:
            self._prepare(self._unprepared.popleft())

    def _prepare(self, places: range) -> None:
        """Compute what these rows are filtered and sorted by."""
        self._rows.fold(places)
        if self._keys:
            for place in places:
                self._keys[place] = self._key_at(place, self._keyed)

    def _add(self, places: Sequence[int]) -> None:
        """Show these places too, below the last row."""
        first = len(self._shown)
        self.beginInsertRows(ROOT, first, first + len(places) - 1)
        self._shown = [*self._shown, *places]
        for row, place in enumerate(places, first):
            self._row_of[place] = row
        self.endInsertRows()

    def _keys_of(self, column: int) -> Sequence[SortKey | None]:
        """Return the sort key of each place. Those of the latest column are kept."""
        self._prepare_all()
        if column != self._keyed or not self._keys:
            self._keyed, self._keys = column, [*super()._keys_of(column)]
        return self._keys

    def _key_at(self, place: int, column: int) -> SortKey | None:
        match column:
            case LeadColumn.NUMBER:
                return place
            case LeadColumn.ASKED_FOR:
                return fold(self._rows.text_at(place))
            case LeadColumn.OUTCOME:
                return _RANKS[self._rows.state_at(place)]
        return super()._key_at(place, column)

    def _set_columns(self) -> None:
        number = Column(wording.NUMBER, wording.NUMBER_IN_LIST)
        lead = (number, Column(ASKED_FOR), Column(OUTCOME))
        self._columns = (*lead, *map(column_of, self._rows.fields))

    def _value_at(self, place: int, column: int) -> MoreValue | None:
        return self._rows.value_at(place, column - LEAD) if column >= LEAD else None

    def _new_text(self, place: int, column: int) -> str:
        match column:
            case LeadColumn.NUMBER:
                return _number_text(place)
            case LeadColumn.ASKED_FOR:
                asked = brief(self._rows.text_at(place), LONGEST_TEXT)
                return masked_question(asked, self._rules_for(place))
            case LeadColumn.OUTCOME:
                return outcome_word(self._rows.state_at(place))
        return super()._new_text(place, column)

    def _color_at(self, place: int, column: int) -> QColor | None:
        if column == LeadColumn.OUTCOME:
            return self._looks.color(_LOOKS[self._rows.state_at(place)])
        return super()._color_at(place, column)

    def _icon_at(self, place: int, column: int) -> QIcon | None:
        if column == LeadColumn.OUTCOME:
            return self._looks.icon(_LOOKS[self._rows.state_at(place)])
        return super()._icon_at(place, column)

    def _description_at(self, place: int, column: int) -> str | None:
        if column == LeadColumn.OUTCOME and not self.describes_rows:
            return self._reason_at(place) or None
        return super()._description_at(place, column)

    def _reason_at(self, place: int) -> str:
        return wording.reason(self._rows.row_at(place), LONGEST_TEXT, self._rules_for(place))

    def _description_of(self, place: int) -> str:
        longest = LONGEST_DESCRIPTION // len(self._columns)
        row, rules = self._rows.row_at(place), self._rules_for(place)
        return wording.description(row, longest, local_text, rules)


def _number_text(place: int) -> str:
    """Return the number of an entry in the input, counted from 1."""
    return str(place + 1)
