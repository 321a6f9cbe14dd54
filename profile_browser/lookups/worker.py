"""The far side of the thread boundary: one store, one thread, one answer for each request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal, Slot

if TYPE_CHECKING:
    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.store import ProfileStore


@dataclass(frozen=True)
class Request:
    """One look-up on its way to the store; the number tells its answer from an older one's."""

    number: int
    username: str


@dataclass(frozen=True)
class Reply:
    """What came of a request."""

    request: Request
    outcome: Outcome


class LookupWorker(QObject):
    """Asks its own store, on whatever thread it lives."""

    replied = Signal(object)

    def __init__(self, store: ProfileStore) -> None:
        super().__init__()
        self._store = store

    @Slot(object)
    def look_up(self, request: Request) -> None:
        """Ask the store, and reply exactly once."""
        self.replied.emit(Reply(request, self._store.look_up(request.username)))

    @Slot()
    def close(self) -> None:
        """Close the store when the thread has come to its end."""
        self._store.close()


class WorkerThread(QObject):
    """A worker with the thread it lives on, started and ended together; lives on the caller's."""

    replied = Signal(object)
    ended = Signal(object)
    _asked = Signal(object)

    def __init__(self, store: ProfileStore, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._worker = LookupWorker(store)
        self._thread = QThread()
        self._thread.setObjectName("look-ups")
        self._worker.moveToThread(self._thread)
        self._asked.connect(self._worker.look_up)
        self._worker.replied.connect(self._pass_on)
        self._thread.finished.connect(self._worker.close)
        self._thread.finished.connect(self._end)
        self._thread.start()

    def ask(self, request: Request) -> None:
        """Send a request across; the reply comes as a signal."""
        self._asked.emit(request)

    def let_go(self) -> None:
        """End a running read, and the thread once it is free. A running connect goes on alone."""
        self._store.close()
        self._thread.quit()

    def wait(self, milliseconds: int) -> bool:
        """Wait for the thread's end; False where it still runs after this time."""
        return self._thread.wait(milliseconds)

    @Slot(object)
    def _pass_on(self, reply: Reply) -> None:
        self.replied.emit(reply)

    @Slot()
    def _end(self) -> None:
        self._thread.wait()  # finished comes a moment before the thread's very end
        self.ended.emit(self)
