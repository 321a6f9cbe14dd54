"""Sends requests to a daemon thread. The replies arrive as signals on the thread that asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from profile_browser.lookups.abandoned import AbandonedThreads
from profile_browser.lookups.worker_thread import WorkerThread

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.lookups.worker_thread import Reply, Worker

RETRY_INTERVAL = 50  # milliseconds between checks whether an abandoned thread has ended

_Request = TypeVar("_Request")


class ThreadRunner(QObject, Generic[_Request]):
    """Runs a worker on its own thread, and emits only the replies to the latest request.

    A thread that hangs for longer than ``patience`` with an outdated request is abandoned and
    replaced. If too many abandoned threads still hang, the request waits until one of them ends.
    """

    reported = Signal(object)
    replied = Signal(object)
    held_up = Signal(int)  # how many hanging threads block the request; 0 once it is unblocked
    _reply_arrived = Signal(object)

    def __init__(
        self,
        name: str,
        make_worker: Callable[[], Worker[_Request]],
        parent: QObject,
        patience: int | None = None,
    ) -> None:
        """Start without a thread. ``patience`` is in milliseconds; None never replaces a thread."""
        super().__init__(parent)
        self._name, self._make_worker, self._patience = name, make_worker, patience
        self.abandoned = AbandonedThreads()
        self._thread: WorkerThread[_Request] | None = None
        self._waiting: _Request | None = None
        self._latest = self._running = self._held_up_number = 0  # request numbers; 0 is none
        self._is_outdated = self._is_closed = False
        self._retry_timer = QTimer(self, singleShot=True)
        self._retry_timer.timeout.connect(self._replace_hanging_thread)
        self._reply_arrived.connect(self._receive)  # queued, because another thread emits it

    def ask(self, request: _Request) -> None:
        """Send this request, and drop all older ones. A closed runner starts no thread."""
        if self._is_closed:
            return
        self._latest += 1
        self._waiting = request
        if self._running:
            self._schedule_replacement()
        else:
            self._send()

    def cancel(self) -> None:
        """Drop all requests. The thread is abandoned if it hangs."""
        self._latest += 1
        self._waiting = None
        if self._running:
            self._schedule_replacement()

    def abandon(self) -> None:
        """Drop all requests, and use a new worker from now on."""
        self.cancel()
        self._abandon_if_room()

    def close(self) -> None:
        """End the thread once it is idle, even if many others hang. Nothing more is emitted."""
        self._is_closed = True
        self.cancel()
        self._retry_timer.stop()
        self._abandon_thread()

    def _schedule_replacement(self) -> None:
        if self._is_outdated:
            self._retry_timer.start(RETRY_INTERVAL)
        elif self._patience is not None:
            self._retry_timer.start(self._patience)

    def _send(self) -> None:
        request, self._waiting = self._waiting, None
        if request is None:
            return
        is_idle = self._thread is not None
        if self._thread is None:
            self._thread = WorkerThread(self._name, self._make_worker(), self._reply_arrived.emit)
            self._thread.start()
        self._running = self._latest
        self._thread.send(self._latest, request)
        if is_idle:  # a new thread begins with imports, and would keep Python's lock for 5 ms
            self._thread.let_begin()
        if self._held_up_number:
            self._held_up_number = 0
            self.held_up.emit(0)

    @Slot(object)
    def _receive(self, reply: Reply) -> None:
        if reply.number != self._running:
            return  # from an abandoned thread
        if reply.is_last:
            self._release_thread()
        if reply.number == self._latest:
            (self.replied if reply.is_last else self.reported).emit(reply.content)
        elif reply.is_last:
            self._send()

    def _release_thread(self) -> None:
        self._running = 0
        if self._is_outdated:
            self._abandon_thread()

    @Slot()
    def _replace_hanging_thread(self) -> None:
        if self._running in {0, self._latest}:
            return  # the thread is idle, or runs the latest request
        self._abandon_if_room()
        if self._thread is None:
            self._send()
        elif self._waiting is not None:
            self._retry_timer.start(RETRY_INTERVAL)
            if self._held_up_number != self._latest:
                self._held_up_number = self._latest
                self.held_up.emit(len(self.abandoned) + 1)

    def _abandon_if_room(self) -> None:
        """Abandon the thread. If too many already hang, keep it but mark it as outdated."""
        if self._thread is not None and self._running and not self.abandoned.has_room:
            self._is_outdated = True
            self._thread.close_worker()
        else:
            self._abandon_thread()

    def _abandon_thread(self) -> None:
        self._running, self._is_outdated = 0, False
        if self._thread is not None:
            self.abandoned.add(self._thread)
            self._thread.abandon()
            self._thread = None
