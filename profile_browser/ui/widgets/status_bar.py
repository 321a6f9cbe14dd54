"""The line at the bottom: what happened, how long one has waited, and how the connection is."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QPushButton, QStatusBar

from profile_browser.domain.connection_state import StateKind
from profile_browser.messages import window as wording
from profile_browser.ui.widgets.basics import PAGE_MARGIN, IconLabel, plain_label, restyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.domain.connection_state import ConnectionState
    from profile_browser.ui.theme import Colors, Theme

WAIT_BEFORE_BUSY = 300  # milliseconds; a quicker answer needs no sign of waiting
SLOW_AFTER = 5.0  # seconds
GAP = 8  # device-independent pixels between the message and what is beside it
_TICK = 200  # milliseconds between two looks at the clock

_DOT_COLORS: dict[StateKind, Callable[[Colors], str]] = {
    StateKind.CONNECTED: lambda colors: colors.good,
    StateKind.UNREACHABLE: lambda colors: colors.bad,
    StateKind.REFUSED: lambda colors: colors.bad,
}


class StatusBar(QStatusBar):
    """Reports in words; after 300 ms of waiting it shows the seconds and Cancel."""

    cancelled = Signal()
    waiting_long = Signal()
    waiting_too_long = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._connection = ""
        self._asked_at = 0.0
        self._held_up = False
        self._outdated = ""
        self._busy_bar = _busy_bar()
        self._seconds = plain_label(role="muted", name="waitedSeconds")
        self._cancel = QPushButton(wording.CANCEL)
        self._cancel.setObjectName("cancelButton")
        self._dot = IconLabel(theme)
        self._state = plain_label(name="connectionState")
        self._busy_after = QTimer(self, singleShot=True, interval=WAIT_BEFORE_BUSY)
        self._clock = QTimer(self, interval=_TICK)
        self._parts = (self._busy_bar, self._seconds, self._cancel, self._dot, self._state)
        self._put_together()

    def report(self, message: str) -> None:
        """Show a message, and have it read aloud."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        self.showMessage(message)
        event = QAccessibleAnnouncementEvent(self, message)
        QAccessible.updateAccessibility(event)

    def show_connection(self, title: str) -> None:
        """Name this connection from now on."""
        self._connection = title

    def show_state(self, state: ConnectionState) -> None:
        """Show how the connection stands: a word and a dot."""
        self._state.setText(wording.state_text(state))
        restyle(self._state, "state", state.kind.value)
        self._dot.show_icon("dot", _DOT_COLORS.get(state.kind, lambda colors: colors.muted))

    def start_waiting(self) -> None:
        """Begin to count; nothing moves before 300 ms have gone by."""
        self.stop_waiting()
        self._outdated = self.currentMessage()
        self._asked_at = monotonic()
        self._busy_after.start()

    @Slot()
    def clear_outdated(self) -> None:
        """Take away what was reported before the waiting began."""
        if self.currentMessage() == self._outdated:
            self.clearMessage()

    def show_held_up(self, count: int) -> None:
        """Say that this many earlier look-ups hang and one must end first; 0 once it goes on."""
        self._held_up = count > 0
        if self._held_up:
            self.report(wording.held_up(count))
        else:
            self.clearMessage()

    def stop_waiting(self) -> None:
        """Take the signs of waiting away."""
        self._held_up = False
        self._busy_after.stop()
        self._clock.stop()
        for part in (self._busy_bar, self._seconds, self._cancel):
            part.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the message in line with the pages, with an ellipsis where it does not fit."""
        if self.currentMessage():
            self._draw_message()
        else:
            super().paintEvent(event)

    def _draw_message(self) -> None:
        from PySide6.QtWidgets import QStyle, QStyleOption

        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelStatusBar, option, painter, self)
        rect = self._message_rect()
        text = self.fontMetrics().elidedText(
            self.currentMessage(), Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.setPen(self.palette().windowText().color())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _message_rect(self) -> QRect:
        right = min(part.x() for part in self._parts if part.isVisible())
        return self.rect().adjusted(PAGE_MARGIN, 0, right - GAP - self.width(), 0)

    @Slot()
    def _show_busy(self) -> None:
        self._tick()
        self._clock.start()
        for part in (self._busy_bar, self._seconds, self._cancel):
            part.show()
        self.waiting_long.emit()

    @Slot()
    def _tick(self) -> None:
        waited = monotonic() - self._asked_at
        self._seconds.setText(wording.waited(int(waited)))
        sentence = wording.slow(self._connection)
        if waited >= SLOW_AFTER and not self._held_up and self.currentMessage() != sentence:
            self.report(sentence)
            self.waiting_too_long.emit()

    def _put_together(self) -> None:
        self.setSizeGripEnabled(False)
        self.setContentsMargins(0, 2, PAGE_MARGIN - GAP, 2)
        self._state.setWordWrap(False)
        self._seconds.setWordWrap(False)
        for part in self._parts:
            self.addPermanentWidget(part)
        self._busy_after.timeout.connect(self._show_busy)
        self._clock.timeout.connect(self._tick)
        self._cancel.clicked.connect(self.cancelled)
        self.stop_waiting()


def _busy_bar() -> QProgressBar:
    bar = QProgressBar()
    bar.setObjectName("busyBar")
    bar.setAccessibleName(wording.BUSY_NAME)
    bar.setRange(0, 0)
    bar.setTextVisible(False)
    bar.setFixedWidth(90)
    return bar
