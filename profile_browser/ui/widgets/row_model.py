"""What the lists of people have in common: rows in an order, with a column for each value."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Slot
from PySide6.QtGui import QColor, QIcon, Qt

from profile_browser.domain.fields import FIELDS, Mask
from profile_browser.domain.masking import NO_MASKS
from profile_browser.messages import matches as wording
from profile_browser.messages.catalogue import label_text
from profile_browser.messages.masked_values import masked_text
from profile_browser.messages.profile import hint
from profile_browser.ui.direction import start
from profile_browser.ui.local_text import local_text
from profile_browser.ui.widgets.profile_cells import (
    LONGEST_TEXT,
    CellLooks,
    account_look,
    is_account,
)
from profile_browser.ui.widgets.profile_order import sort_key, sorted_places
from profile_browser.ui.widgets.tooltips import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from profile_browser.domain.fields import Field
    from profile_browser.domain.masking import MaskRules
    from profile_browser.domain.more_values import MoreValue
    from profile_browser.ui.theme import Theme
    from profile_browser.ui.widgets.profile_order import SortKey

    Index = QModelIndex | QPersistentModelIndex

NOBODY = -1  # in place of a place in the list
UNSORTED = -1  # in place of a column: the order in which the people came
ROOT = QModelIndex()
_MOST_TEXTS = 4096  # that are kept, about ten screens
_Role = Qt.ItemDataRole


class Column(NamedTuple):
    """The label of a column, and its tooltip, where the label alone does not say enough."""

    label: str
    tip: str = ""


class RowModel(QAbstractTableModel):
    """Rows in an order. A person is named by their place in the list, which no order changes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._looks, self._masking = CellLooks(theme), theme.masking
        self._held = NOBODY  # the place of the person whose hidden values are shown for a moment
        self._masking.changed.connect(self._mask_again)
        self._columns: tuple[Column, ...] = ()
        self._shown: Sequence[int] = ()  # of each row, the place in the list
        self._texts: dict[tuple[int, int], str] = {}
        self._sorted_by, self._direction = UNSORTED, Qt.SortOrder.AscendingOrder
        self.describes_rows = False
        self._answers: dict[int, Callable[[int, int], object]] = {
            _Role.DisplayRole: self._text_at,
            _Role.ForegroundRole: self._color_at,
            _Role.DecorationRole: self._icon_at,
            _Role.TextAlignmentRole: lambda _place, _column: start(),
            _Role.ToolTipRole: self._tooltip_at,
            _Role.AccessibleDescriptionRole: self._description_at,
        }

    def _value_at(self, place: int, column: int) -> MoreValue | None:
        """Return the value of a cell, or None if it has none."""
        raise NotImplementedError

    def _description_of(self, place: int) -> str:
        """Return everything about a person in words."""
        raise NotImplementedError

    def texts_in(self, column: int) -> set[str]:
        """Return the texts that decide how wide a column has to be."""
        raise NotImplementedError

    @property
    def count(self) -> int:
        """How many there are, shown or not."""
        raise NotImplementedError

    @property
    def columns(self) -> tuple[str, ...]:
        """The labels of the columns."""
        return tuple(column.label for column in self._columns)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of people."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        """Return what a cell shows, and how."""
        answer = self._answers.get(role)
        return None if answer is None else answer(self._shown[index.row()], index.column())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        """Return a column's label. Screen readers describe the column that sorts the list."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _Role.DisplayRole:
            return self._columns[section].label
        if role == _Role.ToolTipRole and self._columns[section].tip:
            return literal(self._columns[section].tip)
        is_sorted = section == self._sorted_by
        return self.order_text if is_sorted and role == _Role.AccessibleDescriptionRole else None

    @property
    def unsorted_text(self) -> str:
        """The order in which the people came, in words."""
        raise NotImplementedError

    @property
    def order_text(self) -> str:
        """The order of the rows, in words."""
        if self._sorted_by == UNSORTED:
            return self.unsorted_text
        descending = self._direction is Qt.SortOrder.DescendingOrder
        column = self._columns[self._sorted_by]
        return wording.sorted_text(column.tip or column.label, descending=descending)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, or not at all. What is damaged or not recorded is always last."""
        self._sorted_by, self._direction = column, order
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        places = [self._shown[index.row()] for index in before]
        self._shown = self._in_order(self._sorted())
        row_of = {place: row for row, place in enumerate(self._shown)} if places else {}
        after = [
            self.index(row_of[place], index.column())
            for place, index in zip(places, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _sorted(self) -> Sequence[int]:
        """Return all places in the order that was chosen."""
        if self._sorted_by == UNSORTED:
            return range(self.count)
        descending = self._direction is Qt.SortOrder.DescendingOrder
        return sorted_places(self._keys_of(self._sorted_by), descending=descending)

    def _in_order(self, places: Sequence[int]) -> Sequence[int]:
        """Return those of these places that are shown."""
        return places

    def _keys_of(self, column: int) -> Sequence[SortKey | None]:
        """Return the sort key of each place."""
        return [self._key_at(place, column) for place in range(self.count)]

    def _key_at(self, place: int, column: int) -> SortKey | None:
        value = self._value_at(place, column)
        return None if value is None else sort_key(value)

    def _text_at(self, place: int, column: int) -> str:
        """Return the text of a cell. Texts that were shown lately are kept."""
        at = place, column
        if at not in self._texts:
            if len(self._texts) >= _MOST_TEXTS:
                self._texts.clear()
            self._texts[at] = self._new_text(place, column)
        return self._texts[at]

    def _new_text(self, place: int, column: int) -> str:
        value = self._value_at(place, column)
        if value is None:
            return ""
        return masked_text(value, self._rules_for(place), LONGEST_TEXT, local_text)

    def _rules_for(self, place: int) -> MaskRules:
        """Return by which rules a person's details are masked now."""
        return NO_MASKS if place == self._held else self._masking.shown_by

    def _hides(self, value: MoreValue, place: int) -> bool:
        return self._rules_for(place).mask_of(value.field) is not Mask.NONE

    def show_held(self, row: int) -> None:
        """Show the hidden values of the person in this row; -1 hides them again."""
        place = self._shown[row] if row >= 0 else NOBODY
        if place != self._held and (self._masking.is_on or place == NOBODY):
            self._held = place
            self._repaint()

    @Slot()
    def _mask_again(self) -> None:
        self._held = NOBODY
        self._repaint()

    def _repaint(self) -> None:
        self._texts.clear()
        if self._shown:
            last = len(self._shown) - 1, len(self._columns) - 1
            self.dataChanged.emit(self.index(0, 0), self.index(*last))

    def _color_at(self, place: int, column: int) -> QColor | None:
        value = self._value_at(place, column)
        if value is None or (is_account(value) and self._hides(value, place)):
            return None
        return self._looks.color_of(value, self._text_at(place, column))

    def _icon_at(self, place: int, column: int) -> QIcon | None:
        value = self._value_at(place, column)
        if value is None or not is_account(value) or self._hides(value, place):
            return None
        return self._looks.icon(account_look(value))

    def _description_at(self, place: int, column: int) -> str | None:
        """Return what the hidden columns would show, else how the value is stored."""
        if self.describes_rows:
            return self._description_of(place)
        value = self._value_at(place, column)
        if value is None or self._hides(value, place):
            return None
        return hint(value) or None

    def _tooltip_at(self, place: int, column: int) -> str | None:
        text = self._description_at(place, column)
        return None if text is None else literal(text)


def column_of(field: Field) -> Column:
    """Return the column of a field. The label of an added one may be too long for it."""
    label = label_text(field.label)
    return Column(label, "" if field in FIELDS else label)
