"""The far side of the thread boundary: one store, one thread, one answer for each request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, QThread, Signal, Slot

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.question import Question
    from profile_browser.domain.store import ProfileStore

RequestKind = TypeVar("RequestKind")


@dataclass(frozen=True)
class Request:
    """One question on its way to the store; the number tells its answer from an older one's."""

    number: int
    question: Question


@dataclass(frozen=True)
class Reply:
    """What came of a request."""

    request: Request
    outcome: Outcome


class StoreWorker(QObject, Generic[RequestKind]):
    """Asks its own store, on whatever thread it lives; answers each request exactly once."""

    replied = Signal(object)

    def __init__(self, store: ProfileStore) -> None:
        super().__init__()
        self.store = store

    @Slot(object)
    def serve(self, request: RequestKind) -> None:
        """Ask the store, and reply exactly once."""
        self.replied.emit(self.answer_to(request))

    def answer_to(self, request: RequestKind) -> object:
        """Return the reply to a request of the kind that this worker serves."""
        raise NotImplementedError

    @Slot()
    def close(self) -> None:
        """Close the store when the thread has come to its end."""
        self.store.close()


class LookupWorker(StoreWorker[Request]):
    """Answers questions."""

    def __init__(self, store: ProfileStore, connection: Connection) -> None:
        super().__init__(store)
        self._connection = connection

    def answer_to(self, request: Request) -> Reply:
        """Return what came of a question."""
        from profile_browser.lookups.strategy import ask

        return Reply(request, ask(self.store, self._connection, request.question))


class WorkerThread(QObject):
    """A worker with the thread it lives on, started and ended together; lives on the caller's."""

    replied = Signal(object)
    ended = Signal(object)
    _asked = Signal(object)

    def __init__(self, worker: StoreWorker[RequestKind], name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = worker
        self._thread = QThread()
        self._thread.setObjectName(name)
        worker.moveToThread(self._thread)
        self._asked.connect(worker.serve)
        worker.replied.connect(self._pass_on)
        self._thread.finished.connect(worker.close)
        self._thread.finished.connect(self._end)
        self._thread.start()

    def ask(self, request: object) -> None:
        """Send a request across; the reply comes as a signal."""
        self._asked.emit(request)

    def end_read(self) -> None:
        """End a running read for good: the store is closed. A running connect goes on alone."""
        self._worker.store.close()

    def let_go(self) -> None:
        """End a running read, and the thread once it is free."""
        self.end_read()
        self._thread.quit()

    def wait(self, milliseconds: int) -> bool:
        """Wait for the thread's end; False where it still runs after this time."""
        return self._thread.wait(milliseconds)

    @Slot(object)
    def _pass_on(self, reply: object) -> None:
        self.replied.emit(reply)

    @Slot()
    def _end(self) -> None:
        self._thread.wait()  # finished comes a moment before the thread's very end
        self.ended.emit(self)
