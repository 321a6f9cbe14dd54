"""The same form with a worker thread, which a responsive window needs.

Enter sends the username to a daemon thread through a queue; the user comes back as a signal.
"""

import sys

from tests.benchmarks.limits.two_models import User
from tests.benchmarks.limits.worker import Worker

# isort: split
# Qt comes last, because PySide's import hook makes later imports slower.
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QApplication

from tests.benchmarks.limits.form import Form


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
    def show_read(self, user: User) -> None:
        """Show a user."""
        self.show_record(user.model_dump())


application = QApplication([])
worker = Worker()
window = Window(worker)
window.show()
sys.exit(application.exec())
