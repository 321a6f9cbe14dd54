"""Notices that nobody has used the program's windows for some minutes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow

if TYPE_CHECKING:
    from collections.abc import Callable

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)
_LOOKS = 20  # at the clock, in the time that has to pass
_SHORTEST, _LONGEST = 250, 15_000  # milliseconds between two looks


def seconds_awake_or_asleep() -> float:
    """Return a clock that also runs while the computer sleeps, where the system has one."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class IdleWatch(QObject):
    """Emits ``passed`` once after so many minutes without a key, a click or a move.

    It looks at what a window gets from the system: some events in a second. A filter of the whole
    application would be called for each event of each widget.
    """

    passed = Signal()

    def __init__(
        self,
        minutes: float,
        parent: QObject,
        clock: Callable[[], float] = seconds_awake_or_asleep,
    ) -> None:
        super().__init__(parent)
        self._clock, self._limit = clock, minutes * 60
        self._last, self._is_over = clock(), False
        interval = round(self._limit * 1000 / _LOOKS)
        self._timer = QTimer(self, interval=max(_SHORTEST, min(interval, _LONGEST)))
        self._timer.timeout.connect(self.look)
        self._timer.start()
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)

    def restart(self) -> None:
        """Count from now on, as after an input."""
        self._last, self._is_over = self._clock(), False

    @Slot()
    def look(self) -> None:
        """Look at the clock."""
        if not self._is_over and self._clock() - self._last >= self._limit:
            self._is_over = True
            self.passed.emit()

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """Note an input. One that comes after the time has passed does not take that back."""
        if event.type() in _INPUT:
            self.look()
            self.restart()
        return False

    @Slot(QWindow)
    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # Qt keeps one filter once
