"""The line “Record details” of a profile, which opens to show what the store keeps about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QMetaObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from profile_browser.domain.details import RecordDetails
from profile_browser.domain.outcome import Missing
from profile_browser.domain.store_kind import Capability, StoreKind
from profile_browser.messages import details as wording
from profile_browser.messages.catalogue import label_text
from profile_browser.messages.masked_values import masked_text
from profile_browser.messages.problems import advice
from profile_browser.ui.announcements import announce
from profile_browser.ui.direction import set_margins
from profile_browser.ui.local_text import local_text
from profile_browser.ui.widgets.containers import beginning
from profile_browser.ui.widgets.disclosure_button import DisclosureButton
from profile_browser.ui.widgets.elided_labels import ElidedWordsLabel
from profile_browser.ui.widgets.value_row import ValueRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.details import DetailsOutcome
    from profile_browser.domain.more_values import MoreValue
    from profile_browser.domain.problem import Problem
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
        self._username = ""
        self._unread: Missing | Problem | None = None  # why there are no details
        theme.masking.changed.connect(self._say_again)
        self._kind = StoreKind(name="", title="")
        self._is_reading = False
        self._opened: _OpenedDetails | None = None
        self._button = DisclosureButton(
            theme, wording.RECORD_DETAILS, wording.EXPANDED, wording.COLLAPSED
        )
        self._button.toggled.connect(self._turn)
        self._reading_timer = QTimer(self, singleShot=True, interval=READING_AFTER)
        self._reading_timer.timeout.connect(partial(self._show_message, wording.READING))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._layout.addLayout(beginning(self._button))

    def use_record(self, username: str, connection: Connection) -> None:
        """Offer the details of this user's record, if this connection can read any."""
        self.clear()
        self._username, self._kind = username, connection.kind
        self.setVisible(Capability.DETAILS in connection.capabilities)

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
                values = wording.detail_values(outcome, self._kind)
                self._parts.show_values(values, after=self._button)
                self._tell(wording.read_in(self._texts_of(values)))
            case unread:
                self._unread = unread
                self._show_message(self._why_unread(unread))

    @property
    def _parts(self) -> _OpenedDetails:
        """What is below the line. It is made when it is first needed."""
        if self._opened is None:
            self._opened = _OpenedDetails(self._theme)
            self._opened.copied.connect(self.copied)
            self._layout.addWidget(self._opened)
        return self._opened

    def _texts_of(self, values: Sequence[MoreValue]) -> dict[str, str]:
        rules = self._theme.masking.shown_by
        return {
            label_text(each.field.label): masked_text(each, rules, None, local_text)
            for each in values
        }

    def _why_unread(self, unread: Missing | Problem) -> str:
        masking = self._theme.masking
        if isinstance(unread, Missing):
            username = masking.question(unread.username)
            return wording.missing_record(unread._replace(username=username))
        return advice(masking.problem(unread))

    @Slot()
    def _say_again(self) -> None:
        if self._unread is not None:
            self._parts.show_message(self._why_unread(self._unread))

    @Slot(bool)
    def _turn(self, is_open: bool) -> None:
        self._unread = None
        if is_open:
            self._is_reading = True
            self._reading_timer.start()
            self.wanted.emit(self._username)
            return
        if self._opened is not None:
            if self._opened.isAncestorOf(self.window().focusWidget()):
                self._button.setFocus()
            self._opened.clear()
        if self._is_reading:
            self._end_reading()
            self.wanted.emit("")

    def _end_reading(self) -> None:
        self._is_reading = False
        self._reading_timer.stop()

    def _show_message(self, sentence: str) -> None:
        self._parts.show_message(sentence)
        self._tell(sentence)

    def _tell(self, sentence: str) -> None:
        announce(self, sentence)
        later = QtCore.Qt.ConnectionType.QueuedConnection  # once it is laid out
        QMetaObject.invokeMethod(self, "_say_grown", later)

    @Slot()
    def _say_grown(self) -> None:
        self.grown.emit()


class _OpenedDetails(QWidget):
    """What is below the line: a sentence, or a row for each of the details."""

    copied = Signal(QWidget, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._message = ElidedWordsLabel(role="muted", name="recordDetailsMessage")
        self._rows: dict[str, ValueRow] = {}
        self._form = QWidget()
        self._grid = QGridLayout(self._form)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        set_margins(layout, _INDENT, 0, 0, 0)
        for part in (self._message, self._form):
            layout.addWidget(part)
        self.clear()

    def show_message(self, sentence: str) -> None:
        """Show a sentence alone."""
        self.clear()
        self._message.setText(sentence)
        self._message.show()
        self.show()

    def show_values(self, values: Sequence[MoreValue], after: QWidget) -> None:
        """Show these values, which Tab reaches after a widget."""
        self.clear()
        labels = [value.field.label for value in values]
        if labels != [*self._rows]:
            self._make_rows(labels, after)
        for value in values:
            self._rows[value.field.label].show_value(value)
        self._form.show()
        self.show()

    def clear(self) -> None:
        """Hide and empty everything."""
        self.hide()
        self._message.hide()
        self._message.clear()
        self._form.hide()
        for row in self._rows.values():
            row.clear()

    def _make_rows(self, labels: Sequence[str], after: QWidget) -> None:
        while self._rows:
            self._rows.popitem()[1].remove()
        for place, label in enumerate(labels):
            row = self._rows[label] = ValueRow(label, self._theme, self)
            row.copied.connect(partial(self.copied.emit, row.button))
            row.add_to(self._grid, place, row.value)
            self.setTabOrder(after, row.value)
            self.setTabOrder(row.value, row.button)
            after = row.button
