"""A plain form that shows the same as the program: its widgets, texts and style sheet.

It is what one would write without layers: Enter sends the username to a daemon thread through a
queue, and the user comes back as a signal. As in the program, nobody stays longer than a frame.
"""

import sys
from datetime import datetime
from time import perf_counter

from tests.benchmarks.limits.two_models import User
from tests.benchmarks.limits.worker import Worker

# isort: split
# Qt comes last, because PySide's import hook makes later imports slower.
from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget

from profile_browser.ui.theme import STYLE_ARGUMENTS, Theme
from tests.benchmarks.limits.styled_form import StyledForm

ACCOUNTS = {
    False: ("active", "Active", "check", "good"),
    True: ("disabled", "Disabled", "blocked", "bad"),
    None: ("unknown", "", "question", "muted"),
}
FRAME = 16  # milliseconds


class Window(StyledForm):
    """Sends usernames to the worker and shows the users."""

    def __init__(self, worker: Worker, theme: Theme) -> None:
        super().__init__(theme)
        self._worker, self._asked_at = worker, 0.0
        self._late = QTimer(self, singleShot=True, interval=FRAME)
        self._late.timeout.connect(self.show_nobody)
        self.field.returnPressed.connect(self.ask)
        worker.read.connect(self.show_user, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def ask(self) -> None:
        """Send the username in the field to the worker."""
        self._asked_at = perf_counter()
        self._worker.usernames.put(self.field.text())
        self.field.selectAll()
        self._late.start()

    @Slot()
    def show_nobody(self) -> None:
        """Take the last user off the screen."""
        self.message.setText(f"Looking up “{self.field.text()}” …")
        self.pages.setCurrentIndex(0)

    @Slot(object)
    def show_user(self, user: User) -> None:
        """Show a user, and how long the lookup took."""
        self._late.stop()
        state, word, icon, color = ACCOUNTS[user.disabled]
        texts = (user.username, user.full_name, user.email, word)
        for value, copy, text in zip(self.values, self.copies, texts, strict=True):
            value.setText(text or "Not recorded")
            value.setCursorPosition(0)
            value.updateGeometry()
            restyle("recorded", str(bool(text)).lower(), value)
            copy.setVisible(bool(text))
        if restyle("account", state, self.badge, self.values[-1]):
            self.sign.setPixmap(self.icon(icon, color))
        self.heading.setText(user.full_name or user.username)
        self.read_from.setText(f"Read from Node at {datetime.now().astimezone():%H:%M:%S}")
        self.pages.setCurrentIndex(1)
        took = round((perf_counter() - self._asked_at) * 1000)
        self.report(f"Found {user.username} in {took} ms · Node")

    def report(self, message: str) -> None:
        """Show a message and the state of the connection, and have the message read aloud."""
        self.message.setText(message)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.message, message))
        if restyle("state", "connected", self.state):
            self.state.setText("Connected")
            self.dot.setPixmap(self.icon("dot", "good"))


def restyle(name: str, state: str, *parts: QWidget) -> bool:
    """Style these widgets for a state of the first one. Return False if it is in that state."""
    if parts[0].property(name) == state:
        return False
    parts[0].setProperty(name, state)
    for part in parts:
        part.style().polish(part)
    return True


application = QApplication(["", *STYLE_ARGUMENTS])
window = Window(Worker(), Theme(application))
window.show()
sys.exit(application.exec())
