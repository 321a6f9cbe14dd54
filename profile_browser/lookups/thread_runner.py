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

    Tell = Callable[["Reply"], None]
    Report = Callable[[object], None]

RETRY = 50  # milliseconds between two looks whether an abandoned thread has ended

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

    def __init__(self, name: str, worker: Worker[_Request], tell: Tell) -> None:
        super().__init__(name=name, daemon=True)
        self._worker = worker
        self._requests: SimpleQueue[tuple[int, _Request] | None] = SimpleQueue()
        self._tell: Tell | None = tell
        self._telling = Lock()

    def send(self, number: int, request: _Request) -> None:
        """Send a request across."""
        self._requests.put((number, request))

    def close_worker(self) -> None:
        """End a running read for good. A running connect goes on alone."""
        self._worker.close()

    def abandon(self) -> None:
        """Tell nothing more, end a running read, and end the thread once it is free."""
        with self._telling:
            self._tell = None
        self._worker.close()
        self._requests.put(None)

    def run(self) -> None:
        """Answer until the thread is abandoned, or an answer raises what nobody foresaw."""
        try:
            while (asked := self._requests.get()) is not None:
                number, request = asked
                content = self._worker.answer(request, partial(self._pass_on, number))
                self._pass_on(number, content, is_last=True)
        finally:
            self._worker.close()

    def _pass_on(self, number: int, content: object, *, is_last: bool = False) -> None:
        with self._telling:
            if self._tell is not None:
                self._tell(Reply(number, content, is_last))


class ThreadRunner(QObject, Generic[_Request]):
    """Asks a worker on a thread of its own, and tells the replies to the latest request alone.

    A thread that hangs longer than the patience lasts, while its reply is no longer wanted, is
    abandoned: a fresh one with a worker of its own serves. Where too many abandoned threads still
    hang, the request waits until one of them ends.
    """

    reported = Signal(object)
    replied = Signal(object)
    held_up = Signal(int)  # how many threads hang of which one must end first; 0 once it goes on
    _told = Signal(object)

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
        self._number = self._under_way = self._held_up = 0  # numbers of requests; 0 is none
        self._is_outdated = False
        self._look_again = QTimer(self, singleShot=True)
        self._look_again.timeout.connect(self._go_on_without_hanging_thread)
        self._told.connect(self._receive, Qt.ConnectionType.QueuedConnection)

    def ask(self, request: _Request) -> None:
        """Want the replies to this request, and those to none before it."""
        self._number += 1
        self._waiting = request
        if self._under_way:
            self._wait_for_thread()
        else:
            self._send()

    def cancel(self) -> None:
        """Want no reply any more; the thread is abandoned if it hangs."""
        self._number += 1
        self._waiting = None
        if self._under_way:
            self._wait_for_thread()

    def abandon(self) -> None:
        """Want no reply any more, and ask a fresh worker from now on."""
        self.cancel()
        self._abandon_unless_too_many()

    def close(self) -> None:
        """End the thread once it is free, however many others hang; nothing more is told."""
        self.cancel()
        self._look_again.stop()
        self._abandon_thread()

    def _wait_for_thread(self) -> None:
        if self._is_outdated:
            self._look_again.start(RETRY)
        elif self._patience is not None:
            self._look_again.start(self._patience)

    def _send(self) -> None:
        request, self._waiting = self._waiting, None
        if request is None:
            return
        if self._thread is None:
            self._thread = WorkerThread(self._name, self._make_worker(), self._told.emit)
            self._thread.start()
        self._under_way = self._number
        self._thread.send(self._number, request)
        if self._held_up:
            self._held_up = 0
            self.held_up.emit(0)

    @Slot(object)
    def _receive(self, reply: Reply) -> None:
        if reply.number != self._under_way:
            return  # from a thread that was abandoned
        if reply.is_last:
            self._take_back_thread()
        if reply.number == self._number:
            (self.replied if reply.is_last else self.reported).emit(reply.content)
        elif reply.is_last:
            self._send()

    def _take_back_thread(self) -> None:
        self._under_way = 0
        if self._is_outdated:
            self._abandon_thread()

    @Slot()
    def _go_on_without_hanging_thread(self) -> None:
        if self._under_way in {0, self._number}:
            return  # the thread is free, or does what is wanted
        self._abandon_unless_too_many()
        if self._thread is None:
            self._send()
        elif self._waiting is not None:
            self._look_again.start(RETRY)
            if self._held_up != self._number:
                self._held_up = self._number
                self.held_up.emit(len(self.abandoned) + 1)

    def _abandon_unless_too_many(self) -> None:
        """Abandon the thread; one too many that hangs stays, and is asked nothing more."""
        if self._thread is not None and self._under_way and not self.abandoned.has_room:
            self._is_outdated = True
            self._thread.close_worker()
        else:
            self._abandon_thread()

    def _abandon_thread(self) -> None:
        self._under_way, self._is_outdated = 0, False
        if self._thread is not None:
            self.abandoned.add(self._thread)
            self._thread.abandon()
            self._thread = None
