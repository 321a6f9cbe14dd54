"""The line “Record details” of a profile, which opens to what the store keeps about the record."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from profile_browser.domain.details import RecordDetails
from profile_browser.domain.outcome import Missing
from profile_browser.domain.store_kind import Capability
from profile_browser.messages import details as wording
from profile_browser.messages.problems import advice
from profile_browser.messages.profile import shown_text
from profile_browser.messages.search import missing_text
from profile_browser.ui.local_text import local_text
from profile_browser.ui.widgets.disclosure_button import DisclosureButton
from profile_browser.ui.widgets.elided_labels import ElidedWordsLabel
from profile_browser.ui.widgets.value_row import ValueRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from profile_browser.domain.details import DetailsOutcome
    from profile_browser.domain.store_kind import StoreKind
    from profile_browser.ui.theme import Theme

_INDENT = 20  # device-independent pixels: what is below the line begins where its text does
READING_AFTER = 300  # milliseconds; an answer that comes sooner needs no sign of waiting


class RecordDetailsLine(QWidget):
    """Asks for the details of the record that is shown, but only when it is opened."""

    wanted = Signal(str)  # the username whose details to read; empty to stop reading them
    copied = Signal(QWidget, str)  # where, and the sentence that reports it
    grown = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("recordDetails")
        self._theme = theme
        self._username = self._revision = ""
        self._is_reading = False
        self._rows: list[ValueRow] = []
        self._button = DisclosureButton(
            theme, wording.RECORD_DETAILS, wording.EXPANDED, wording.COLLAPSED
        )
        self._button.toggled.connect(self._turn)
        self._message = ElidedWordsLabel(role="muted", name="recordDetailsMessage")
        self._form = QWidget()
        self._grid = QGridLayout(self._form)
        self._reading_timer = QTimer(self, singleShot=True, interval=READING_AFTER)
        self._reading_timer.timeout.connect(partial(self._show_message, wording.READING))
        self._lay_out()

    def use_record(self, username: str, kind: StoreKind) -> None:
        """Offer the details of this user's record, if a store of this kind keeps any."""
        self.clear()
        self._username = username
        self._name_rows(kind.revision)
        self.setVisible(Capability.DETAILS in kind.capabilities)

    def toggle(self) -> None:
        """Open the line, or close it."""
        self._button.toggle()

    def stop_reading(self) -> bool:
        """Close the line if its answer is awaited. Return whether it was."""
        was_reading = self._is_reading
        if was_reading:
            self._button.setChecked(False)
        return was_reading

    def clear(self) -> None:
        """Close the line and remove everything that belongs to a record."""
        self._button.setChecked(False)
        self._username = ""

    def show_outcome(self, outcome: DetailsOutcome) -> None:
        """Show the details, or why there are none, and have them read aloud."""
        self._end_reading()
        match outcome:
            case RecordDetails():
                self._show_details(outcome)
            case Missing():
                self._show_message(missing_text(outcome))
            case problem:
                self._show_message(advice(problem))

    @Slot(bool)
    def _turn(self, is_open: bool) -> None:
        if is_open:
            self._is_reading = True
            self._reading_timer.start()
            self.wanted.emit(self._username)
        else:
            self._close()

    def _close(self) -> None:
        if self._form.isAncestorOf(self.window().focusWidget()):
            self._button.setFocus()
        self._message.hide()
        self._form.hide()
        for row in self._rows:
            row.clear()
        if self._is_reading:
            self._end_reading()
            self.wanted.emit("")

    def _end_reading(self) -> None:
        self._is_reading = False
        self._reading_timer.stop()
        self._message.hide()

    def _show_message(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.show()
        self._announce(sentence)
        self.grown.emit()

    def _show_details(self, details: RecordDetails) -> None:
        values = wording.detail_values(details, self._revision)
        if not self._rows:
            self._add_rows(value.field.label for value in values)
        for row, value in zip(self._rows, values, strict=True):
            row.show_value(value)
        self._form.show()
        shown = {value.field.label: shown_text(value, write=local_text) for value in values}
        self._announce(wording.read_in(shown))
        self.grown.emit()

    def _name_rows(self, revision: str) -> None:
        """Let the row of the revision have this name from now on."""
        if revision != self._revision:
            self._revision = revision
            while self._rows:
                self._rows.pop().remove()

    def _add_rows(self, labels: Iterable[str]) -> None:
        last: QWidget = self._button
        for label in labels:
            row = ValueRow(label, self._theme, self)
            row.copied.connect(partial(self.copied.emit, row.button))
            row.add_to(self._grid, len(self._rows), row.value)
            self._rows.append(row)
            self.setTabOrder(last, row.value)
            self.setTabOrder(row.value, row.button)
            last = row.button

    def _announce(self, sentence: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _lay_out(self) -> None:
        self._grid.setContentsMargins(_INDENT, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._message.setContentsMargins(_INDENT, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._message, self._form):
            layout.addWidget(part)
            part.hide()
