"""Looks up one list at a time for the window, with its own threads and stores."""

from __future__ import annotations

import logging
from collections import deque
from itertools import groupby
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from profile_browser.domain.connection import READS_AT_ONCE_IN_WINDOW
from profile_browser.lookups.abandoned import AbandonedThreads
from profile_browser.lookups.list_lookup import ListLookup, Pause
from profile_browser.lookups.thread_runner import ThreadRunner

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.people_list import Entry, ListRow
    from profile_browser.domain.store import StoreOpener
    from profile_browser.lookups.list_jobs import Arrivals
    from profile_browser.lookups.worker_thread import Report

PORTION = 100  # rows that are delivered together
LONGEST_TURN = 0.002  # seconds of the main thread for portions, then other events have their turn
_log = logging.getLogger(__name__)
_INTERVAL = 8  # milliseconds from one turn to the next


class ListService(QObject):
    """Delivers the rows of one list in small portions. Those of an older list are dropped."""

    rows_arrived = Signal(int, object)  # the index of the first, and a sequence of ListRow
    paused = Signal(object)  # Pause, or None once it goes on
    finished = Signal(bool)  # whether it was stopped, also by an error of the program

    def __init__(self, open_store: StoreOpener, connection: Connection, parent: QObject) -> None:
        super().__init__(parent)
        self._open_store, self._connection = open_store, connection
        self._abandoned = AbandonedThreads()
        self._lookup: ListLookup | None = None
        self._backlog: deque[Portion | Pause | None] = deque()
        self._has_ended = self._has_failed = False
        self._timer = QTimer(self, singleShot=True, interval=_INTERVAL)
        self._timer.timeout.connect(self._deliver)
        self._runner = ThreadRunner("list", Coordinator, self)
        self._runner.reported.connect(self._receive)
        self._runner.replied.connect(self._note_end)

    @property
    def is_running(self) -> bool:
        """Whether a list is being looked up, or paused."""
        return self._lookup is not None

    def start(self, entries: Sequence[Entry], reason: str = "") -> None:
        """Look up this list instead of any other. The audit log records the reason."""
        self._drop()
        at_once = self._connection.reads_at_once or READS_AT_ONCE_IN_WINDOW
        self._lookup = ListLookup(self._open_store, self._connection, at_once, reason)
        self._lookup.share_abandoned(self._abandoned)
        self._runner.ask(ListRequest(self._lookup, entries))

    def stop(self) -> None:
        """End the list now. What was delivered stays; nothing follows but ``finished``."""
        if self.is_running:
            self._drop()
            self.finished.emit(True)

    def go_on(self) -> None:
        """End a pause now, with stores that are opened anew, for example with a new password."""
        if self._lookup is not None:
            self._lookup.go_on()

    def use_connection(self, connection: Connection) -> None:
        """Use stores of this connection from now on, and drop the list without a signal."""
        self._drop()
        self._connection = connection

    def close(self) -> None:
        """Drop the list. A hanging thread is left to end by itself."""
        self._drop()
        self._runner.close()

    def _drop(self) -> None:
        if self._lookup is not None:
            self._lookup.close()
            self._lookup = None
            self._runner.cancel()
        self._timer.stop()
        self._backlog.clear()
        self._has_ended = False

    @Slot(object)
    def _receive(self, report: Arrivals | Pause | None) -> None:
        if isinstance(report, list):
            self._backlog.extend(portions_of(report))
        else:
            self._backlog.append(report)
        self._schedule()

    @Slot(object)
    def _note_end(self, is_whole: bool) -> None:
        self._has_ended, self._has_failed = True, not is_whole
        self._schedule()

    def _schedule(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _deliver(self) -> None:
        """Deliver for a short time. A slot may start, stop or drop the list meanwhile."""
        until = perf_counter() + LONGEST_TURN
        while self._backlog and perf_counter() < until:
            portion = self._backlog.popleft()
            if isinstance(portion, Portion):
                self.rows_arrived.emit(portion.first, portion.rows)
            else:
                self.paused.emit(portion)
        if self._backlog:
            self._schedule()
        elif self._has_ended:
            self._lookup, self._has_ended = None, False
            self.finished.emit(self._has_failed)


class ListRequest(NamedTuple):
    """A list, and what looks it up."""

    lookup: ListLookup
    entries: Sequence[Entry]


class Portion(NamedTuple):
    """Rows that follow each other, and the place of the first."""

    first: int
    rows: Sequence[ListRow]


class Coordinator:
    """Looks up one list after another. It never hangs: only the lookup's own threads may."""

    def answer(self, request: ListRequest, report: Report) -> bool:
        """Report rows and pauses as they come. Return whether that was the whole list."""
        request.lookup.on_pause = report
        try:
            for arrived in request.lookup.arrivals(request.entries):
                report(arrived)
        except Exception:  # noqa: BLE001 - a list without an end would wait, and so would the next
            _log.exception("Unexpected error in a list")
            return False
        finally:
            request.lookup.close()
        return True

    def close(self) -> None:
        """Do nothing: who closes this stops the lookup."""


def portions_of(arrived: Arrivals) -> Iterator[Portion]:
    """Yield rows in small portions without a gap."""
    for _, group in groupby(enumerate(arrived), lambda each: each[1][0] - each[0]):
        run = [place_and_row for _, place_and_row in group]
        for start in range(0, len(run), PORTION):
            part = run[start : start + PORTION]
            yield Portion(part[0][0], [row for _, row in part])
