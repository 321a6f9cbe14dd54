"""Logs each lookup, and each read of details, once its answer is on screen."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from profile_browser.records.lookup_log import log_details, log_lookup

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.details import DetailsOutcome
    from profile_browser.domain.outcome import Answer

FLUSH_AFTER = 50  # milliseconds, so that writing does not delay the paint

_log = logging.getLogger(__name__)


class LookupTracer(QObject):
    """Buffers answers briefly, then logs them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: list[Callable[[], None]] = []
        self._flush_timer = QTimer(self, singleShot=True, interval=FLUSH_AFTER)
        self._flush_timer.timeout.connect(self.flush)

    def add(self, answer: Answer, connection: Connection) -> None:
        """Add an answer, to be logged soon."""
        text, title = answer.question.text, connection.title
        self._add(partial(log_lookup, _log, text, answer.outcome, answer.seconds, title))

    def add_details(self, outcome: DetailsOutcome, connection: Connection) -> None:
        """Add the outcome of a read of details, to be logged soon."""
        self._add(partial(log_details, _log, outcome, connection.title))

    def _add(self, log: Callable[[], None]) -> None:
        self._lines.append(log)
        self._flush_timer.start()

    @Slot()
    def flush(self) -> None:
        """Log the buffered answers."""
        self._flush_timer.stop()
        while self._lines:
            self._lines.pop(0)()
