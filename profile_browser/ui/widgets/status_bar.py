"""The status bar: what happened, how long the wait has been, and the state of the connection."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QPushButton, QStatusBar

from profile_browser.domain.connection_state import StateKind
from profile_browser.messages import window as wording
from profile_browser.ui.announcements import announce
from profile_browser.ui.direction import set_margins
from profile_browser.ui.widgets.containers import PAGE_MARGIN
from profile_browser.ui.widgets.elided_labels import ElidedLabel, LineContainer
from profile_browser.ui.widgets.icons import IconLabel
from profile_browser.ui.widgets.labels import PlainLabel
from profile_browser.ui.widgets.styling import restyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from profile_browser.domain.connection_state import ConnectionState
    from profile_browser.ui.theme import Colors, Theme

BUSY_AFTER = 300  # milliseconds; an answer that comes sooner needs no sign of waiting
SLOW_AFTER = 5.0  # seconds
# Device-independent pixels that Qt keeps free: before the first part, and after the last.
_OWN_MARGIN, _GAP = 2, 8
_MESSAGE_WIDTH = 140  # device-independent pixels, for a message of some words
_TICK = 200  # milliseconds between two looks at the clock

# Their dots' colours. The style sheet sees these states alone, too: any other is muted.
_STATE_COLORS: dict[StateKind, Callable[[Colors], str]] = {
    StateKind.CONNECTED: lambda colors: colors.good,
    StateKind.UNREACHABLE: lambda colors: colors.bad,
    StateKind.REFUSED: lambda colors: colors.bad,
}


class StatusBar(QStatusBar):
    """Reports in words. After 300 ms of waiting it shows the seconds and Cancel."""

    cancelled = Signal()
    waiting_long = Signal()
    waiting_too_long = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._connection = ""
        self._started_at = 0.0
        self._is_held_up = False
        self._is_told_above = False
        self._outdated = ""
        self._message = ElidedLabel(name="statusMessage")
        self._busy_bar = _busy_bar()
        self._seconds = PlainLabel(role="muted", name="waitedSeconds")
        self._cancel = QPushButton(wording.CANCEL)
        self._cancel.setObjectName("cancelButton")
        self._dot = IconLabel(theme)
        self._state = PlainLabel(name="connectionState")
        self._state.setProperty("state", "")
        self._busy_timer = QTimer(self, singleShot=True, interval=BUSY_AFTER)
        self._clock = QTimer(self, interval=_TICK)
        self._lay_out()
        self._connect()
        self._fit()

    @property
    def message(self) -> str:
        """What was reported last; empty once that was cleared."""
        return self._message.text()

    def report(self, message: str, spoken: str = "") -> None:
        """Show a message and have it read aloud, or a longer sentence that the page shows."""
        self._message.setText(message)
        announce(self, spoken or message)

    @Slot()
    def clear_message(self) -> None:
        """Remove the message."""
        self._message.clear()

    def show_connection(self, title: str) -> None:
        """Name this connection in messages from now on."""
        self._connection = title

    def show_state(self, state: ConnectionState) -> None:
        """Show the state of the connection as a word and a dot."""
        word = wording.state_text(state)
        self._state.setText(word)
        self._dot.setToolTip(word)
        self._is_told_above = state.kind is StateKind.SAMPLE  # in the band
        self._dot.setHidden(self._is_told_above)
        self._fit()
        restyle(self._state, "state", state.kind.value if state.kind in _STATE_COLORS else "")
        self._dot.show_icon("dot", _STATE_COLORS.get(state.kind, lambda colors: colors.muted))

    def start_waiting(self) -> None:
        """Start to count. Nothing changes on screen in the first 300 ms."""
        self.stop_waiting()
        self._outdated = self.message
        self._started_at = monotonic()
        self._busy_timer.start()

    @Slot()
    def clear_outdated(self) -> None:
        """Remove the message that was there before the wait began."""
        if self.message == self._outdated:
            self.clear_message()

    def show_held_up(self, count: int) -> None:
        """Say that this many earlier lookups hang and one must end first; 0 once it goes on."""
        self._is_held_up = count > 0
        if self._is_held_up:
            self.report(wording.held_up(count))
        else:
            self.clear_message()

    def stop_waiting(self) -> None:
        """Hide the signs of waiting."""
        self._is_held_up = False
        self._busy_timer.stop()
        if self._clock.isActive():
            self._clock.stop()
            self._fit()

    @Slot()
    def _show_busy(self) -> None:
        self._busy_bar.setRange(0, 2 if self._theme.is_still else 0)
        self._busy_bar.setValue(1)  # half of a bar that does not move
        self._tick()
        self._clock.start()
        self._fit()
        self.waiting_long.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what the new width has no room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show the signs of waiting, if any. In a narrow window the message has their room."""
        waits = self._clock.isActive()
        is_narrow = waits and self._room_for_message() < _MESSAGE_WIDTH
        for part in (self._seconds, self._cancel):
            part.setVisible(waits)
        self._busy_bar.setVisible(waits and not is_narrow)
        self._state.setHidden(self._is_told_above or is_narrow)

    def _room_for_message(self) -> int:
        """Return the width that is left if everything else is shown while waiting."""
        parts = (self._busy_bar, self._seconds, self._cancel, self._dot, self._state)
        return self.width() - sum(part.sizeHint().width() + _GAP for part in parts)

    @Slot()
    def _tick(self) -> None:
        waited = monotonic() - self._started_at
        self._seconds.setText(wording.waited(int(waited)))
        sentence = wording.slow(self._connection)
        if waited >= SLOW_AFTER and not self._is_held_up and self.message != sentence:
            self.report(sentence)
            self.waiting_too_long.emit()

    def _lay_out(self) -> None:
        self.setSizeGripEnabled(False)
        set_margins(self, PAGE_MARGIN - _OWN_MARGIN, 2, PAGE_MARGIN - _GAP, 2)
        self._state.setWordWrap(False)
        self._seconds.setWordWrap(False)
        self.addWidget(LineContainer(self._message), 1)
        for part in (self._busy_bar, self._seconds, self._cancel, self._dot, self._state):
            self.addPermanentWidget(part)

    def _connect(self) -> None:
        self._busy_timer.timeout.connect(self._show_busy)
        self._clock.timeout.connect(self._tick)
        self._cancel.clicked.connect(self.cancelled)


def _busy_bar() -> QProgressBar:
    bar = QProgressBar()
    bar.setObjectName("busyBar")
    bar.setAccessibleName(wording.BUSY_NAME)
    bar.setRange(0, 0)
    bar.setTextVisible(False)
    bar.setFixedWidth(90)
    return bar
