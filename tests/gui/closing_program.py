"""The program in a process of its own, ended by a person once a widget is to be seen.

Run with how it is ended (close, or interrupt for Ctrl+C in the terminal), the widget's name, and
the arguments of the program. Standard output says, a line each: when the window is
closed, and on which thread the SDK was imported.
"""

from __future__ import annotations

import os
import signal
import sys
from importlib.abc import MetaPathFinder
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from profile_browser import app
from profile_browser.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

CLOSING = "closing"
ON_MAIN_THREAD = "the SDK was imported on the main thread"
ELSEWHERE = "the SDK was imported on another thread"


class ImportWatch(MetaPathFinder):
    """Says on which thread the SDK is looked for."""

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname == "couchbase":
            print(ON_MAIN_THREAD if current_thread() is main_thread() else ELSEWHERE, flush=True)
        return None


class Person(QObject):
    """Ends the program as soon as a widget with this name is visible."""

    def __init__(self, action: str, awaited: str, application: QApplication) -> None:
        super().__init__(application)
        self._action, self._awaited = action, awaited
        self._look = QTimer(self, interval=20)
        self._look.timeout.connect(self._close_when_shown)
        self._look.start()

    @Slot()
    def _close_when_shown(self) -> None:
        for window in QApplication.topLevelWidgets():
            shown = window.findChild(QWidget, self._awaited)
            if shown is not None and shown.isVisible():
                self._look.stop()
                print(CLOSING, flush=True)
                self._end(window)
                return

    def _end(self, window: QWidget) -> None:
        if self._action == "close":
            window.close()
        else:
            os.kill(os.getpid(), signal.SIGINT)


def run_with_person(action: str, awaited: str, arguments: Sequence[str]) -> int:
    make_application = app._application

    def with_person() -> QApplication:
        application = make_application()
        Person(action, awaited, application)
        return application

    app._application = with_person
    return main(arguments)


if __name__ == "__main__":
    sys.meta_path.insert(0, ImportWatch())
    sys.exit(run_with_person(sys.argv[1], sys.argv[2], sys.argv[3:]))
