"""The main thread's face of the look-ups: ask, cancel, and one answer for what was asked last."""

from __future__ import annotations

import logging
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from profile_browser.domain.outcome import Answer
from profile_browser.lookups.abandoned import LeftBehind
from profile_browser.lookups.worker import LookupWorker, Reply, Request, WorkerThread
from profile_browser.records.lookup_log import trace

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.problem import Problem
    from profile_browser.domain.question import Question
    from profile_browser.domain.store import ProfileStore

# A request that hangs longer than this is left behind when another one waits, in milliseconds.
PATIENCE = 50
# The line in the log may wait until the answer is on screen, in milliseconds.
TRACE_AFTER = 50

_log = logging.getLogger(__name__)


class LookupService(QObject):
    """Sends one request at a time to a worker, and lets go of a worker that hangs.

    One request may wait while another is under way. An answer that is no longer wanted, because
    of a newer request or a cancel, is dropped. Where too many workers that were let go of hang
    still, the request waits until one of them ends.
    """

    started = Signal(object)
    answered = Signal(object)
    cancelled = Signal()
    held_up = Signal(int)  # how many look-ups hang that must end first; 0 once it goes on

    def __init__(
        self,
        open_store: Callable[[Connection], ProfileStore],
        connection: Connection,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_store = open_store
        self._connection = connection
        self._current: WorkerThread | None = None
        self._left_behind = LeftBehind()
        self._number = 0
        self._wanted: Request | None = None
        self._under_way: Request | None = None
        self._outdated = self._held_up = False
        self._asked_at = 0.0
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._go_on_without_hanging_worker)
        self._untraced: list[tuple[Answer, str]] = []
        self._trace_soon = QTimer(self, singleShot=True, interval=TRACE_AFTER)
        self._trace_soon.timeout.connect(self._trace)

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is wanted and has not come."""
        return self._wanted is not None

    @Slot(object)
    def look_up(self, question: Question) -> None:
        """Ask this question; an older request's answer is no longer wanted."""
        self._number += 1
        self._wanted = Request(self._number, question)
        self._asked_at = perf_counter()
        if self._under_way is None:
            self._send()  # first of all: the window is cleared while the store is asked
        else:
            self._patience.start()
        self.started.emit(question)

    def cancel(self) -> None:
        """Stop wanting an answer; the request under way is left behind if it hangs."""
        if self._wanted is None:
            return
        self._wanted = None
        self._held_up = False
        self._patience.start()
        self.cancelled.emit()

    def give_up(self, problem: Problem) -> None:
        """Answer what is awaited with this problem, and leave the worker that hangs behind."""
        request, self._wanted = self._wanted, None
        if request is not None:
            self._leave_current()
            self._answer(Reply(request, problem))

    def use(self, connection: Connection) -> None:
        """Ask a new store from now on; nothing of the one before is wanted any more."""
        self._wanted = None
        self._held_up = False
        self._patience.stop()
        self._leave_current()
        self._connection = connection

    def close(self, milliseconds: int) -> bool:
        """Let go of all workers; True where all their threads ended within this time."""
        self._wanted = None
        self._patience.stop()
        self._trace()
        if self._current is not None:
            self._let_go(self._current)
        return self._left_behind.wait(milliseconds)

    def _send(self) -> None:
        self._under_way = self._wanted
        if self._under_way is None:
            return
        self._worker().ask(self._under_way)
        if self._held_up:
            self._held_up = False
            self.held_up.emit(0)

    def _worker(self) -> WorkerThread:
        if self._current is None:
            worker = LookupWorker(self._open_store(self._connection), self._connection)
            self._current = WorkerThread(worker, "look-ups", self)
            self._current.replied.connect(self._receive)
            self._current.ended.connect(self._left_behind.forget)
            self._current.ended.connect(self._go_on_without_hanging_worker)
        return self._current

    @Slot(object)
    def _receive(self, reply: Reply) -> None:
        if reply.request != self._under_way:
            return  # from a worker that was left behind
        self._under_way = None
        self._patience.stop()
        if self._outdated:
            self._leave_current()
        if reply.request == self._wanted:
            self._wanted = None
            self._answer(reply)
        else:
            self._send()

    def _answer(self, reply: Reply) -> None:
        seconds = perf_counter() - self._asked_at
        answer = Answer(reply.request.question, reply.outcome, seconds)
        self._untraced.append((answer, self._connection.title))
        if not self._trace_soon.isActive():
            self._trace_soon.start()
        self.answered.emit(answer)

    @Slot()
    def _trace(self) -> None:
        self._trace_soon.stop()
        while self._untraced:
            answer, title = self._untraced.pop(0)
            trace(_log, answer.question.text, answer.outcome, answer.seconds, title)

    @Slot()
    def _go_on_without_hanging_worker(self) -> None:
        if self._under_way is None or self._under_way == self._wanted:
            return
        self._leave_current()
        if self._current is None:
            self._send()
        elif self._wanted is not None:
            self._held_up = True
            self.held_up.emit(len(self._left_behind) + 1)

    def _leave_current(self) -> None:
        """Let go of the worker; one too many that hangs stays, and is asked nothing more."""
        if self._current is None:
            return
        if self._under_way is not None and not self._left_behind.has_room:
            self._outdated = True
            self._current.end_read()
        else:
            self._let_go(self._current)

    def _let_go(self, worker: WorkerThread) -> None:
        self._current = self._under_way = None
        self._outdated = False
        self._left_behind.take(worker)
