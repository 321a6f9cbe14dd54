"""A daemon thread that answers one request after another. It knows nothing of Qt."""

from __future__ import annotations

from functools import partial
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    OnReply = Callable[["Reply"], None]
    Report = Callable[[object], None]

BEGINS_WITHIN = 0.001  # seconds; an idle thread needs a tenth of that

_Request = TypeVar("_Request")
_Request_contra = TypeVar("_Request_contra", contravariant=True)


class Worker(Protocol[_Request_contra]):
    """Does the work of one thread."""

    def answer(self, request: _Request_contra, report: Report) -> object:
        """Return the reply to a request. Reports are delivered before the reply."""
        ...

    def close(self) -> None:
        """End a running answer if possible. Any thread may call this, any number of times."""
        ...


class Reply(NamedTuple):
    """A report or a reply of a thread, with the number of its request."""

    number: int
    content: object
    is_last: bool


class WorkerThread(Thread, Generic[_Request]):
    """Answers one request after another with its own worker.

    It is a daemon, so a hanging thread does not delay the end of the process. Once abandoned, it
    holds no Qt object, because those may be destroyed before it ends.
    """

    def __init__(self, name: str, worker: Worker[_Request], on_reply: OnReply) -> None:
        super().__init__(name=name, daemon=True)
        self._worker = worker
        self._requests: SimpleQueue[tuple[int, _Request] | None] = SimpleQueue()
        self._on_reply: OnReply | None = on_reply
        self._reply_lock = Lock()
        self._has_begun = Event()

    def send(self, number: int, request: _Request) -> None:
        """Queue a request for the thread."""
        self._has_begun.clear()
        self._requests.put((number, request))

    def let_begin(self) -> None:
        """Wait until the thread has begun with the request, but only for a moment.

        Python runs one thread at a time. If the caller goes on at once, the thread cannot begin
        before the caller pauses: the store would be asked 0.25 ms later. Waiting costs up to 5 ms
        if the thread computes first, before it asks its store.
        """
        self._has_begun.wait(BEGINS_WITHIN)

    def close_worker(self) -> None:
        """End a running read. A running connect cannot be interrupted."""
        self._worker.close()

    def abandon(self) -> None:
        """Send no more replies, end a running read, and end the thread once it is idle."""
        with self._reply_lock:
            self._on_reply = None
        self._worker.close()
        self._requests.put(None)

    def run(self) -> None:
        """Answer until the thread is abandoned or an answer raises an unexpected error."""
        try:
            while (asked := self._requests.get()) is not None:
                self._has_begun.set()
                number, request = asked
                content = self._worker.answer(request, partial(self._send_reply, number))
                self._send_reply(number, content, is_last=True)
        finally:
            self._worker.close()

    def _send_reply(self, number: int, content: object, *, is_last: bool = False) -> None:
        with self._reply_lock:
            if self._on_reply is not None:
                self._on_reply(Reply(number, content, is_last))
