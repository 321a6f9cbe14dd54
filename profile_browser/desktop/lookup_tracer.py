"""The log's line for each look-up, written once its answer is on screen."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from profile_browser.records.lookup_log import trace

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Answer

TRACE_AFTER = 50  # milliseconds, so that writing does not delay the paint

_log = logging.getLogger(__name__)


class LookupTracer(QObject):
    """Keeps answers for a moment, and then writes their lines."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._answers: list[tuple[Answer, Connection]] = []
        self._write_soon = QTimer(self, singleShot=True, interval=TRACE_AFTER)
        self._write_soon.timeout.connect(self.write)

    def note(self, answer: Answer, connection: Connection) -> None:
        """Have a line written soon."""
        self._answers.append((answer, connection))
        self._write_soon.start()

    @Slot()
    def write(self) -> None:
        """Write what waits."""
        self._write_soon.stop()
        while self._answers:
            answer, connection = self._answers.pop(0)
            trace(_log, answer.question.text, answer.outcome, answer.seconds, connection.title)
