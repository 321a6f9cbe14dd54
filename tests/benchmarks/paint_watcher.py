"""Waits for one paint of a window, and prints when it ended."""

from __future__ import annotations

import json
import time

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget


class PaintWatcher(QObject):
    """Waits for one paint: of the window, or of a username if one is given.

    For the window, it watches windows alone. To pass every object of the application to Python,
    PySide makes the Python class of everything that it might be: 20 ms that no program needs.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._done = QTimer(self, singleShot=True, interval=0)  # runs after the paint
        self._done.timeout.connect(self._painted)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        for watched in [application] if name else application.topLevelWidgets():
            watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Start the timer that runs after the awaited paint."""
        if event.type() is QEvent.Type.Paint and self._is_awaited(watched):
            self._done.start()
        return False

    def _is_awaited(self, watched: QObject) -> bool:
        if not self._name:
            return isinstance(watched, QWidget) and watched.isWindow()
        if watched.objectName() != "usernameValue" or not isinstance(watched, QLineEdit):
            return False
        return watched.text() == self._name

    @Slot()
    def _painted(self) -> None:
        now = time.monotonic()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        for watched in [application, *application.topLevelWidgets()]:
            watched.removeEventFilter(self)
        print(json.dumps(now), flush=True)
        application.quit()
