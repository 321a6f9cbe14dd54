"""The same form with a worker thread, which a window that must not stop has to have.

Enter sends the username to a daemon thread through a queue; the record comes back as a signal.
"""

import sys
from queue import SimpleQueue
from threading import Thread

from tests.benchmarks.limits.sdk import connected_collection, read

# isort: split
# Qt comes last: what is imported after it takes longer, by PySide's hook.
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication

from tests.benchmarks.limits.form import Form


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
            self.read.emit(read(collection, self.usernames.get()).model_dump())


class Window(Form):
    """Asks the worker, and shows what comes back."""

    def __init__(self, worker: Worker) -> None:
        super().__init__()
        self._worker = worker
        worker.read.connect(self.show_read, Qt.ConnectionType.QueuedConnection)
        self.field.returnPressed.connect(self.ask)

    @Slot()
    def ask(self) -> None:
        """Have the username read that is in the field."""
        self._worker.usernames.put(self.field.text())

    @Slot(object)
    def show_read(self, record: dict[str, object]) -> None:
        """Show a record."""
        self.show_record(record)


application = QApplication([])
worker = Worker()
window = Window(worker)
window.show()
sys.exit(application.exec())
