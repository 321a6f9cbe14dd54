"""Signals when a window has been painted for the first time, so that other work can begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

LONGEST_WAIT = 1000  # milliseconds; a window that starts minimized is not painted


class FirstPaint(QObject):
    """Emits ``over`` once, after the first paint of a window."""

    over = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self, singleShot=True, interval=LONGEST_WAIT)
        self._timer.timeout.connect(self._tell)
        self._timer.start()
        window.installEventFilter(self)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """Wait until the paint is done."""
        if event.type() is QEvent.Type.Paint:
            self._timer.start(0)
        return False

    @Slot()
    def _tell(self) -> None:
        self._window.removeEventFilter(self)
        self.over.emit()
