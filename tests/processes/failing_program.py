"""The program in a separate process, with a planted error.

Arguments: the name of the error, and the arguments of the program, which must include a username.
It prints the summary on the problem page, and then the user found by the next lookup.
"""

from __future__ import annotations

import sys
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from profile_browser.__main__ import main
from profile_browser.desktop import application as app
from profile_browser.lookups.lookup_service import LookupWorker
from profile_browser.ui import main_window
from profile_browser.ui.main_window import MainWindow
from profile_browser.ui.pages.profile import ProfilePage
from profile_browser.ui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from profile_browser.domain.outcome import Found

SHOW_PROFILE = ProfilePage.show_profile
SECRET = "marked-secret"


def fail(*_: object) -> None:
    raise ValueError(SECRET)


def fail_on_a_thread(page: ProfilePage, found: Found, key: str) -> None:
    Thread(target=fail).start()
    SHOW_PROFILE(page, found, key)


class FailingBar(StatusBar):
    """Fails in each paint while a profile is on screen."""

    def paintEvent(self, event: QPaintEvent) -> None:
        window = self.window()
        if isinstance(window, MainWindow) and window.pages.shows_outcome:
            fail()
        super().paintEvent(event)


PLANTED: dict[str, Callable[[], None]] = {
    "in a slot": lambda: setattr(ProfilePage, "show_profile", fail),
    "in the worker": lambda: setattr(LookupWorker, "answer", fail),
    "on a thread": lambda: setattr(ProfilePage, "show_profile", fail_on_a_thread),
    "in each paint": lambda: setattr(main_window, "StatusBar", FailingBar),
}
WORKING = [
    (ProfilePage, "show_profile", SHOW_PROFILE),
    (LookupWorker, "answer", LookupWorker.answer),
]


class SimulatedUser(QObject):
    """Prints the problem, removes the planted error, looks up alice and prints the result."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._printed = False
        self._look = QTimer(self, interval=20)
        self._look.timeout.connect(self._read)
        self._look.start()

    @Slot()
    def _read(self) -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow):
                self._read_page(window)

    def _read_page(self, window: MainWindow) -> None:
        window.status.update()
        page = window.pages.currentWidget()
        summary = window.findChild(QLabel, "problemSummary")
        username = window.findChild(QLineEdit, "usernameValue")
        if page is window.pages.problem and not self._printed and summary is not None:
            self._printed = True
            print(summary.text(), flush=True)
            for owner, name, method in WORKING:
                setattr(owner, name, method)
            window.ask("alice")
        elif page is window.pages.profile and self._printed and username is not None:
            print(username.text(), flush=True)
            self._look.stop()
            window.close()


def run_with_error(name: str, arguments: list[str]) -> int:
    make_application = app._application

    def with_simulated_user() -> QApplication:
        application = make_application()
        SimulatedUser(application)
        return application

    app._application = with_simulated_user
    PLANTED[name]()
    return main(arguments)


if __name__ == "__main__":
    sys.exit(run_with_error(sys.argv[1], sys.argv[2:]))
