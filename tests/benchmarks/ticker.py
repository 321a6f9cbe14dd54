"""How long the event loop keeps its events waiting."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Slot

INTERVAL = 1  # millisecond between two ticks, which is taken off each gap


class Ticker(QObject):
    """Asks for a tick each millisecond, and notes by how many milliseconds each came too late.

    The tick runs in Python, as the program's own slots do: a thread that holds the interpreter
    shows as well as a slot that takes long.
    """

    def __init__(self) -> None:
        super().__init__()
        self._late: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self, interval=INTERVAL, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin to note."""
        self._last = perf_counter()
        self._timer.start()

    def take(self) -> list[float]:
        """Return what was noted since the last call, the wait that goes on now included."""
        self._tick()
        noted, self._late = self._late, []
        return noted

    @Slot()
    def _tick(self) -> None:
        now = perf_counter()
        self._late.append(max(0.0, (now - self._last) * 1000 - INTERVAL))
        self._last = now


def quantile(values: list[float], part: float) -> float:
    """Return the value under which this part of all values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
