"""Requests to a daemon thread and back: the replies arrive as signals on the thread that asked."""

from __future__ import annotations

from functools import partial
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from profile_browser.lookups.abandoned import AbandonedThreads

if TYPE_CHECKING:
    from collections.abc import Callable

    OnReply = Callable[["Reply"], None]
    Report = Callable[[object], None]

RETRY_INTERVAL = 50  # milliseconds between two looks whether an abandoned thread has ended

_Request = TypeVar("_Request")
_Request_contra = TypeVar("_Request_contra", contravariant=True)


class Worker(Protocol[_Request_contra]):
    """Does the work of one thread."""

    def answer(self, request: _Request_contra, report: Report) -> object:
        """Return the reply to a request; what is reported before it arrives before it."""
        ...

    def close(self) -> None:
        """End a running answer where that is possible; any thread may call this, and repeatedly."""
        ...


class Reply(NamedTuple):
    """Something that a thread tells; the number says of which request."""

    number: int
    content: object
    is_last: bool


class WorkerThread(Thread, Generic[_Request]):
    """Answers one request after another with a worker of its own.

    It is a daemon: one that hangs does not hold up the end of the process. Once it is abandoned it
    holds nothing of Qt, whose objects may end before it does.
    """

    def __init__(self, name: str, worker: Worker[_Request], on_reply: OnReply) -> None:
        super().__init__(name=name, daemon=True)
        self._worker = worker
        self._requests: SimpleQueue[tuple[int, _Request] | None] = SimpleQueue()
        self._on_reply: OnReply | None = on_reply
        self._reply_lock = Lock()

    def send(self, number: int, request: _Request) -> None:
        """Send a request across."""
        self._requests.put((number, request))

    def close_worker(self) -> None:
        """End a running read for good. A running connect goes on alone."""
        self._worker.close()

    def abandon(self) -> None:
        """OnReply nothing more, end a running read, and end the thread once it is free."""
        with self._reply_lock:
            self._on_reply = None
        self._worker.close()
        self._requests.put(None)

    def run(self) -> None:
        """Answer until the thread is abandoned, or an answer raises what nobody foresaw."""
        try:
            while (asked := self._requests.get()) is not None:
                number, request = asked
                content = self._worker.answer(request, partial(self._send_reply, number))
                self._send_reply(number, content, is_last=True)
        finally:
            self._worker.close()

    def _send_reply(self, number: int, content: object, *, is_last: bool = False) -> None:
        with self._reply_lock:
            if self._on_reply is not None:
                self._on_reply(Reply(number, content, is_last))


class ThreadRunner(QObject, Generic[_Request]):
    """Asks a worker on a thread of its own, and tells the replies to the latest request alone.

    A thread that hangs longer than the patience lasts, while its reply is no longer wanted, is
    abandoned: a fresh one with a worker of its own serves. Where too many abandoned threads still
    hang, the request waits until one of them ends.
    """

    reported = Signal(object)
    replied = Signal(object)
    held_up = Signal(int)  # how many threads hang of which one must end first; 0 once it goes on
    _reply_arrived = Signal(object)

    def __init__(
        self,
        name: str,
        make_worker: Callable[[], Worker[_Request]],
        parent: QObject,
        patience: int | None = None,
    ) -> None:
        """Begin with no thread. The patience is in milliseconds; None waits for any thread."""
        super().__init__(parent)
        self._name, self._make_worker, self._patience = name, make_worker, patience
        self.abandoned = AbandonedThreads()
        self._thread: WorkerThread[_Request] | None = None
        self._waiting: _Request | None = None
        self._latest = self._running = self._held_up_number = 0  # numbers of requests; 0 is none
        self._is_outdated = False
        self._retry_timer = QTimer(self, singleShot=True)
        self._retry_timer.timeout.connect(self._replace_hanging_thread)
        self._reply_arrived.connect(self._receive, Qt.ConnectionType.QueuedConnection)

    def ask(self, request: _Request) -> None:
        """Want the replies to this request, and those to none before it."""
        self._latest += 1
        self._waiting = request
        if self._running:
            self._schedule_replacement()
        else:
            self._send()

    def cancel(self) -> None:
        """Want no reply any more; the thread is abandoned if it hangs."""
        self._latest += 1
        self._waiting = None
        if self._running:
            self._schedule_replacement()

    def abandon(self) -> None:
        """Want no reply any more, and ask a fresh worker from now on."""
        self.cancel()
        self._abandon_if_room()

    def close(self) -> None:
        """End the thread once it is free, however many others hang; nothing more is told."""
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
        if self._thread is None:
            self._thread = WorkerThread(self._name, self._make_worker(), self._reply_arrived.emit)
            self._thread.start()
        self._running = self._latest
        self._thread.send(self._latest, request)
        if self._held_up_number:
            self._held_up_number = 0
            self.held_up.emit(0)

    @Slot(object)
    def _receive(self, reply: Reply) -> None:
        if reply.number != self._running:
            return  # from a thread that was abandoned
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
            return  # the thread is free, or does what is wanted
        self._abandon_if_room()
        if self._thread is None:
            self._send()
        elif self._waiting is not None:
            self._retry_timer.start(RETRY_INTERVAL)
            if self._held_up_number != self._latest:
                self._held_up_number = self._latest
                self.held_up.emit(len(self.abandoned) + 1)

    def _abandon_if_room(self) -> None:
        """Abandon the thread; one too many that hangs stays, and is asked nothing more."""
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
