"""The thread that reads, as plain as it can be: usernames by a queue, users by a signal."""

from queue import SimpleQueue
from threading import Thread

from tests.benchmarks.limits.sdk import connected_collection, read

# isort: split
# Qt comes last, because PySide's import hook makes later imports slower.
from PySide6.QtCore import QObject, Signal


class Worker(QObject):
    """Reads one username after another."""

    read = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.usernames: SimpleQueue[str] = SimpleQueue()
        Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        collection = connected_collection()
        while True:
            self.read.emit(read(collection, self.usernames.get()))
