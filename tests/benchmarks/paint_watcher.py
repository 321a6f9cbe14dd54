"""Waits for one paint of a window, and prints when it ended."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QLineEdit

_PAINTS = (QEvent.Type.Paint, QEvent.Type.UpdateRequest)


class PaintWatcher(QObject):
    """Waits for one paint: of the window, or of a username if one is given.

    It watches windows alone. To pass every object of the application to Python, PySide makes the
    Python class of everything that it might be: 20 ms that no program needs.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._done = QTimer(self, singleShot=True, interval=0)  # runs after the paint
        self._done.timeout.connect(self._painted)
        for window in QApplication.topLevelWidgets():
            window.installEventFilter(self)

    def eventFilter(self, window: QObject, event: QEvent) -> bool:
        """Start the timer that runs after the awaited paint, of all that has changed in it."""
        if event.type() in _PAINTS and self._is_awaited(window):
            self._done.start()
        return False

    def _is_awaited(self, window: QObject) -> bool:
        if not self._name:
            return True
        field = window.findChild(QLineEdit, "usernameValue")
        return isinstance(field, QLineEdit) and field.isVisible() and field.text() == self._name

    @Slot()
    def _painted(self) -> None:
        now = time.monotonic()
        for window in QApplication.topLevelWidgets():
            window.removeEventFilter(self)
        print(now, flush=True)  # a number in JSON; the program must not find json loaded
        QApplication.quit()
