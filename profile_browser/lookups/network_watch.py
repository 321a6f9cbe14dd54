"""Looks at the network again and again while a lookup waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from profile_browser.lookups.check_service import CheckWorker
from profile_browser.lookups.thread_runner import ThreadRunner

if TYPE_CHECKING:
    from profile_browser.lookups.check_service import Check

FIRST_AFTER = 500  # milliseconds; most answers come sooner
INTERVAL = 1000  # milliseconds from the end of one look to the next


class NetworkWatch(QObject):
    """Runs a short check after half a second, and then once a second, until it is stopped.

    One look runs at a time: if an old one still hangs, the next one starts when it has ended.
    """

    stage_ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look: Check  # set by start
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._ask)
        self._runner = ThreadRunner("network watch", CheckWorker, self)
        self._runner.reported.connect(self.stage_ended)
        self._runner.replied.connect(self._schedule_next)

    def start(self, look: Check) -> None:
        """Run this check from now on, instead of any other."""
        self.stop()
        self._look = look
        self._timer.start(FIRST_AFTER)

    def stop(self) -> None:
        """Look no more, and ignore what a running look finds."""
        self._timer.stop()
        self._runner.cancel()

    def close(self) -> None:
        """Stop. A hanging thread is left to end by itself."""
        self.stop()
        self._runner.close()

    @Slot()
    def _ask(self) -> None:
        self._runner.ask(self._look)

    @Slot()
    def _schedule_next(self) -> None:
        self._timer.start(INTERVAL)
