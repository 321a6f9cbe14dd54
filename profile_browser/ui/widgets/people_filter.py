"""Filters a list by outcome, with the count of each, and by text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QKeyEvent,
    QStandardItemModel,
)
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from profile_browser.messages import people_table as wording
from profile_browser.ui.announcements import announce
from profile_browser.ui.keys import is_enter
from profile_browser.ui.widgets.clear_button import ClearButton
from profile_browser.ui.widgets.labels import PlainLabel
from profile_browser.ui.widgets.people_model import STATES
from profile_browser.ui.widgets.search_row import LONGEST_TEXT
from profile_browser.ui.widgets.turning_box import TurningBox

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.people_list import RowState
    from profile_browser.ui.theme import Theme
    from profile_browser.ui.widgets.people_table import PeopleTable

_AFTER_TYPING = 120  # milliseconds
_SHORTEST_FIELD = 20  # average characters
_CHOICES = (None, *STATES)


class PeopleFilter(QWidget):
    """Filters a table by itself, and follows its counts. Says “61 of 485”."""

    def __init__(self, theme: Theme, table: PeopleTable) -> None:
        super().__init__()
        self.setObjectName("peopleFilter")
        self._table = table
        self._outcomes = OutcomeChoice()
        self._field = FilterField()
        self._shown = PlainLabel(role="muted", name="peopleShown")
        self._typing = QTimer(self, singleShot=True, interval=_AFTER_TYPING)
        self._lay_out()
        self._connect()
        ClearButton(self._field, theme)

    def clear(self) -> None:
        """Show everybody again."""
        self._empty()
        self._filter()

    @Slot()
    def _empty(self) -> None:
        """Reset the choice and the text. The table of a new list shows everybody anyway."""
        self._typing.stop()
        with QSignalBlocker(self._outcomes), QSignalBlocker(self._field):
            self._outcomes.setCurrentIndex(0)
            self._field.clear()

    @Slot()
    def _apply(self) -> None:
        """Filter the table now, and have the result read aloud."""
        self._filter()
        announce(self, self._shown.text() if self._table.shown_count else wording.NOBODY_MATCHES)

    def _filter(self) -> None:
        self._typing.stop()
        self._table.filter_by(self._outcomes.states, self._field.text())

    @Slot()
    def _go_to_table(self) -> None:
        """Apply what was typed, and go to the rows."""
        if self._typing.isActive():
            self._apply()
        self._table.setFocus()

    @Slot()
    def _show_counts(self) -> None:
        counts = self._table.counts
        self._outcomes.show_counts(counts)
        self._shown.setText(wording.shown(self._table.shown_count, sum(counts.values())))

    def _lay_out(self) -> None:
        box = TurningBox(self, self._width_of_row)
        box.addWidget(self._outcomes)
        box.addWidget(self._field, 1)
        box.addWidget(self._shown)
        self._shown.setWordWrap(False)

    def _width_of_row(self) -> int:
        field = self._field.fontMetrics().averageCharWidth() * _SHORTEST_FIELD
        return field + self._outcomes.sizeHint().width() + self._shown.sizeHint().width()

    def _connect(self) -> None:
        self._outcomes.currentIndexChanged.connect(self._apply)
        self._field.textChanged.connect(self._typing.start)
        self._typing.timeout.connect(self._apply)
        self._field.left.connect(self._go_to_table)
        self._table.changed.connect(self._show_counts)
        self._table.people.modelReset.connect(self._empty)
        self._show_counts()


class OutcomeChoice(QComboBox):
    """One of the outcomes, or all. Each says how many there are; those of nobody are disabled."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("outcomeChoice")
        self.setAccessibleName(wording.OUTCOME_NAME)
        self.setAccessibleDescription(wording.OUTCOME_NAME)  # on Linux, the choice is its name
        for state in _CHOICES:
            self.addItem(wording.choice(state, 0))

    @property
    def states(self) -> frozenset[RowState]:
        """The chosen outcome; none stands for all."""
        state = _CHOICES[self.currentIndex()]
        return frozenset() if state is None else frozenset({state})

    def show_counts(self, counts: Mapping[RowState, int]) -> None:
        """Show how many there are of each."""
        items = self.model()
        assert isinstance(items, QStandardItemModel)  # noqa: S101 - Qt's own, for mypy
        for at, state in enumerate(_CHOICES):
            count = sum(counts.values()) if state is None else counts[state]
            if self.itemText(at) != (text := wording.choice(state, count)):
                self.setItemText(at, text)
            items.item(at).setEnabled(state is None or count > 0)


class FilterField(QLineEdit):
    """The text that rows have to contain. Esc clears it first."""

    left = Signal()  # by Enter or Down, towards the rows

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("peopleFilterField")
        self.setAccessibleName(wording.FILTER_NAME)
        self.setPlaceholderText(wording.FILTER_PLACEHOLDER)
        self.setMaxLength(LONGEST_TEXT)

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window while there is something to clear."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.text():
            if event.type() is QEvent.Type.KeyPress:
                self.clear()
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the rows by Enter and by the key that points to them."""
        if is_enter(event) or event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)
