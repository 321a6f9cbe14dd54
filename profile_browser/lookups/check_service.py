"""A connection's check across the thread boundary: one thread for each, and one that counts."""

from __future__ import annotations

import logging
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal, Slot

from profile_browser.domain.check import StageResult, StageState
from profile_browser.lookups.abandoned import LeftBehind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Check = Callable[[], Iterator[StageResult]]

_log = logging.getLogger(__name__)


class CheckService(QObject):
    """Runs one check at a time for whoever looks on.

    A newer check, or a stop, drops the older one: nothing is heard of it again, and its thread
    ends by itself.
    """

    stage_ended = Signal(object)
    finished = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._current: CheckThread | None = None
        self._awaited: Check | None = None
        self._left_behind = LeftBehind()

    @property
    def is_running(self) -> bool:
        """Whether a check is under way whose end has not been told."""
        return self._current is not None or self._awaited is not None

    def start(self, check: Callable[[], Iterator[StageResult]]) -> None:
        """Run this check; it is called, and gone through, on a thread of its own.

        Where too many that were dropped hang still, it begins once one of them has ended.
        """
        self.stop()
        self._awaited = check
        self._begin()

    @Slot()
    def _begin(self) -> None:
        if self._awaited is None or not self._left_behind.has_room:
            return
        thread = CheckThread(self._awaited, self)
        self._awaited = None
        thread.stage_ended.connect(self.stage_ended)
        thread.checked.connect(self._finish)
        thread.ended.connect(self._left_behind.forget)
        thread.ended.connect(self._begin)
        self._current = thread
        thread.start()

    def stop(self) -> None:
        """Drop the check that is under way."""
        self._awaited = None
        if self._current is not None:
            self._left_behind.take(self._current)
            self._current = None

    def close(self, milliseconds: int) -> bool:
        """Drop the check; True where all threads ended within this time."""
        self.stop()
        return self._left_behind.wait(milliseconds)

    @Slot(bool)
    def _finish(self, passed: bool) -> None:
        self.stop()
        self.finished.emit(passed)


class CheckWorker(QObject):
    """Goes through one check, on whatever thread it lives."""

    stage_ended = Signal(object)
    checked = Signal(bool)

    def __init__(self, check: Check) -> None:
        super().__init__()
        self._check = check
        self._dropped = Event()

    @Slot()
    def run(self) -> None:
        """Tell each stage as it ends, and once whether all of them were good."""
        self.checked.emit(self._passed())

    def drop(self) -> None:
        """Go no further than the stage under way; any thread may ask for it."""
        self._dropped.set()

    def _passed(self) -> bool:
        passed = True
        try:
            for result in self._check():
                if self._dropped.is_set():
                    return False  # the check itself ends here, with its last reference
                self.stage_ended.emit(result)
                passed = passed and result.state is not StageState.FAILED
        except Exception:  # noqa: BLE001 - no check raises; were one to, the end would still be told
            _log.exception("A check failed in a way that nobody foresaw")
            return False
        return passed


class CheckThread(QObject):
    """A worker with the thread it lives on, started and ended together; lives on the caller's."""

    stage_ended = Signal(object)
    checked = Signal(bool)
    ended = Signal(object)

    def __init__(self, check: Check, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted = True
        self._worker = CheckWorker(check)
        self._thread = QThread()
        self._thread.setObjectName("check")
        self._worker.moveToThread(self._thread)
        self._worker.stage_ended.connect(self._pass_on)
        self._worker.checked.connect(self._pass_on_end)
        self._thread.started.connect(self._worker.run)
        self._thread.finished.connect(self._end)

    def start(self) -> None:
        """Begin the check."""
        self._thread.start()

    def let_go(self) -> None:
        """Tell nothing more, and end the thread once it is free."""
        self._wanted = False
        self._worker.drop()
        self._thread.quit()

    def wait(self, milliseconds: int) -> bool:
        """Wait for the thread's end; False where it still runs after this time."""
        return self._thread.wait(milliseconds)

    @Slot(object)
    def _pass_on(self, result: StageResult) -> None:
        if self._wanted:
            self.stage_ended.emit(result)

    @Slot(bool)
    def _pass_on_end(self, passed: bool) -> None:
        if self._wanted:
            self.checked.emit(passed)

    @Slot()
    def _end(self) -> None:
        self._thread.wait()  # finished comes a moment before the thread's very end
        self.ended.emit(self)
