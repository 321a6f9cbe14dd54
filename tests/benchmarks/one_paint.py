"""Waits for one paint of a window, and tells when it was over."""

from __future__ import annotations

import json
import time

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget


class Watch(QObject):
    """Waits for one paint: the window's, or that of the username where one is awaited."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._done = QTimer(self, singleShot=True, interval=0)  # the paint itself is over then
        self._done.timeout.connect(self._painted)
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the paint that is awaited."""
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
        assert application is not None
        application.removeEventFilter(self)
        print(json.dumps(now), flush=True)
        application.quit()
