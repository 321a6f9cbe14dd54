"""Measures how long the event loop keeps events waiting."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Slot

INTERVAL = 1  # millisecond between two ticks, subtracted from each gap


class Ticker(QObject):
    """Requests a tick every millisecond, and records how many milliseconds late each one is.

    The tick runs in Python, like the program's slots, so a thread that holds the interpreter
    shows up just like a slow slot.
    """

    def __init__(self) -> None:
        super().__init__()
        self._late: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self, interval=INTERVAL, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Start recording."""
        self._last = perf_counter()
        self._timer.start()

    def take(self) -> list[float]:
        """Return the delays since the last call, including the current wait."""
        self._tick()
        noted, self._late = self._late, []
        return noted

    @Slot()
    def _tick(self) -> None:
        now = perf_counter()
        self._late.append(max(0.0, (now - self._last) * 1000 - INTERVAL))
        self._last = now


def quantile(values: list[float], part: float) -> float:
    """Return the value below which this part of all values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
