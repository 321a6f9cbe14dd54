"""Checks of connections on a thread of their own: each stage is told as it ends."""

from __future__ import annotations

import logging
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.domain.check import StageResult, StageState
from profile_browser.lookups.thread_runner import ThreadRunner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from profile_browser.lookups.thread_runner import Report

    Check = Callable[[], Iterator[StageResult]]

_log = logging.getLogger(__name__)


class CheckService(QObject):
    """Runs one check at a time.

    A newer check, or a stop, drops the older one: nothing more is told of it, and its thread ends
    by itself.
    """

    stage_ended = Signal(object)
    finished = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = ThreadRunner("check", CheckWorker, self)
        self._runner.reported.connect(self.stage_ended)
        self._runner.replied.connect(self._finish)

    def start(self, check: Callable[[], Iterator[StageResult]]) -> None:
        """Run this check; it is called, and gone through, on a thread of its own.

        Where too many that were dropped still hang, it begins once one of them has ended.
        """
        self.stop()
        self._runner.ask(check)

    def stop(self) -> None:
        """Drop the check that is under way."""
        self._runner.abandon()

    def close(self) -> None:
        """Drop the check; a thread that hangs goes on alone."""
        self._runner.close()

    @Slot(object)
    def _finish(self, passed: bool) -> None:
        self.stop()
        self.finished.emit(passed)


class CheckWorker:
    """Goes through one check."""

    def __init__(self) -> None:
        self._closed = Event()

    def answer(self, check: Check, report: Report) -> bool:
        """Report each stage as it ends, and return whether all of them passed."""
        passed = True
        try:
            for result in check():
                if self._closed.is_set():
                    return False  # the check itself ends here, with its last reference
                report(result)
                passed = passed and result.state is not StageState.FAILED
        except Exception:  # noqa: BLE001 - no check raises; were one to, the end would still be told
            _log.exception("A check failed in a way that nobody foresaw")
            return False
        return passed

    def close(self) -> None:
        """Go no further than the stage under way."""
        self._closed.set()
