"""Checks connections on a separate thread, and reports each stage as it ends."""

from __future__ import annotations

import logging
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.domain.check import StageResult, StageState
from profile_browser.lookups.thread_runner import ThreadRunner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from profile_browser.lookups.worker_thread import Report

    Check = Callable[[], Iterator[StageResult]]

_log = logging.getLogger(__name__)


class CheckService(QObject):
    """Runs one check at a time.

    A new check, or ``stop``, drops the running one: its results are ignored, and its thread ends by
    itself.
    """

    stage_ended = Signal(object)
    finished = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = ThreadRunner("check", CheckWorker, self)
        self._runner.reported.connect(self.stage_ended)
        self._runner.replied.connect(self._finish)

    def start(self, check: Check) -> None:
        """Run this check on a separate thread.

        If too many dropped checks still hang, it starts once one of them has ended.
        """
        self.stop()
        self._runner.ask(check)

    def stop(self) -> None:
        """Drop the running check."""
        self._runner.abandon()

    def close(self) -> None:
        """Drop the running check. A hanging thread is left to end by itself."""
        self._runner.close()

    @Slot(object)
    def _finish(self, passed: bool) -> None:
        self.stop()
        self.finished.emit(passed)


class CheckWorker:
    """Runs one check."""

    def __init__(self) -> None:
        self._closed = Event()

    def answer(self, check: Check, report: Report) -> bool:
        """Report each stage as it ends, and return whether all of them passed."""
        passed = True
        try:
            for result in check():
                if self._closed.is_set():
                    return False  # dropping the last reference closes the check
                report(result)
                passed = passed and result.state is not StageState.FAILED
        except Exception:  # noqa: BLE001 - checks never raise, but the end must be reported
            _log.exception("Unexpected error in a check")
            return False
        return passed

    def close(self) -> None:
        """Stop after the current stage."""
        self._closed.set()
