"""The threads that a service has let go of, until each has come to its end."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QDeadlineTimer, QObject, Slot

# A connect that hangs keeps its thread, its sockets and the SDK's own threads until it times out.
MOST_ABANDONED = 4


class Leaving(Protocol):
    """A thread that can be let go of; it tells its end with a signal that carries itself."""

    def let_go(self) -> None:
        """End the thread once it is free."""
        ...

    def wait(self, milliseconds: int) -> bool:
        """Wait for the end; False where the thread still runs after this time."""
        ...

    def deleteLater(self) -> None:  # noqa: N802 - Qt's own name
        """Delete the object once nothing of it is under way."""
        ...


class LeftBehind(QObject):
    """Keeps hold of threads that still run: Qt aborts a process that deletes one of those."""

    def __init__(self) -> None:
        super().__init__()
        self._threads: list[Leaving] = []

    def __len__(self) -> int:
        return len(self._threads)

    @property
    def has_room(self) -> bool:
        """Whether one more thread that hangs may be let go of."""
        return len(self) < MOST_ABANDONED

    def take(self, thread: Leaving) -> None:
        """Let go of a thread, and keep hold of it until it has ended."""
        self._threads.append(thread)
        thread.let_go()

    def wait(self, milliseconds: int) -> bool:
        """Wait for all of them together; True where each ended within this time."""
        deadline = QDeadlineTimer(milliseconds)
        ended = [thread.wait(deadline.remainingTime()) for thread in self._threads]
        return all(ended)

    @Slot(object)
    def forget(self, thread: Leaving) -> None:
        """Drop a thread that has ended."""
        if thread in self._threads:
            self._threads.remove(thread)
            thread.deleteLater()
