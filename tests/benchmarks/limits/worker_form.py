"""The same form with a worker thread, which a responsive window needs.

Enter sends the username to a daemon thread through a queue; the record comes back as a signal.
"""

import sys
from queue import SimpleQueue
from threading import Thread

from tests.benchmarks.limits.sdk import connected_collection, read

# isort: split
# Qt comes last, because PySide's import hook makes later imports slower.
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
    """Sends usernames to the worker and shows the records."""

    def __init__(self, worker: Worker) -> None:
        super().__init__()
        self._worker = worker
        worker.read.connect(self.show_read, Qt.ConnectionType.QueuedConnection)
        self.field.returnPressed.connect(self.ask)

    @Slot()
    def ask(self) -> None:
        """Send the username in the field to the worker."""
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
