"""Logs each lookup once its answer is on screen."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from profile_browser.records.lookup_log import log_lookup

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Answer

FLUSH_AFTER = 50  # milliseconds, so that writing does not delay the paint

_log = logging.getLogger(__name__)


class LookupTracer(QObject):
    """Buffers answers briefly, then logs them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._answers: list[tuple[Answer, Connection]] = []
        self._flush_timer = QTimer(self, singleShot=True, interval=FLUSH_AFTER)
        self._flush_timer.timeout.connect(self.flush)

    def add(self, answer: Answer, connection: Connection) -> None:
        """Add an answer, to be logged soon."""
        self._answers.append((answer, connection))
        self._flush_timer.start()

    @Slot()
    def flush(self) -> None:
        """Log the buffered answers."""
        self._flush_timer.stop()
        while self._answers:
            answer, connection = self._answers.pop(0)
            log_lookup(_log, answer.question.text, answer.outcome, answer.seconds, connection.title)
