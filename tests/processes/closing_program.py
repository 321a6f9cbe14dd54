"""The program in a separate process, ended by a simulated user as soon as a widget is visible.

Arguments: how to end it (close, interrupt for Ctrl+C in the terminal, or another key of ENDS), the
widget's name, and the arguments of the program. It prints a line when the window is closed, if the
window reports a crash, and when the SDK is imported, with the thread.
"""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from importlib.abc import MetaPathFinder
from threading import Event, Thread, current_thread, main_thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot, qWarning
from PySide6.QtWidgets import QApplication, QWidget

from profile_browser.__main__ import main
from profile_browser.desktop import application as app
from profile_browser.ui.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

    from profile_browser.domain.connection import Connection

CLOSING = "closing"
CRASH_NOTICE_SHOWN = "the window reports a crash"


def _close_while_others_connect(window: QWidget) -> None:
    """Close the window while another thread keeps opening and closing SDK connections."""
    assert isinstance(window, MainWindow)
    connection = replace(window._connection, password="secret")
    connecting = Event()
    Thread(target=_connect_repeatedly, args=(connection, connecting), daemon=True).start()
    connecting.wait()
    window.close()


def _connect_repeatedly(connection: Connection, connecting: Event) -> None:
    from profile_browser.stores.couchbase.sdk import get_cluster  # noqa: PLC0415 - not loaded otherwise

    while True:
        cluster = get_cluster(connection)
        connecting.set()
        cluster.close()


ENDS: dict[str, Callable[[QWidget], object]] = {
    "close": lambda window: window.close(),
    "close while others connect": _close_while_others_connect,
    "interrupt": lambda _: os.kill(os.getpid(), signal.SIGINT),
    "terminate": lambda _: os.kill(os.getpid(), signal.SIGTERM),
    "kill": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "abort": lambda _: Thread(target=os.abort).start(),
    "lose the display": lambda _: _lose_display(),
}
ON_MAIN_THREAD = "the SDK was imported on the main thread"
ON_ANOTHER_THREAD = "the SDK was imported on another thread"


class ImportReporter(MetaPathFinder):
    """Prints on which thread the SDK is imported."""

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname == "couchbase":
            print(
                ON_MAIN_THREAD if current_thread() is main_thread() else ON_ANOTHER_THREAD,
                flush=True,
            )
        return None


class SimulatedUser(QObject):
    """Ends the program once a widget is visible and crashes are being recorded."""

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
            if shown is not None and shown.isVisible() and _records_crashes():
                self._look.stop()
                if window.findChild(QWidget, "crashNotice") is not None:
                    print(CRASH_NOTICE_SHOWN, flush=True)
                print(CLOSING, flush=True)
                ENDS[self._action](window)
                return


def _records_crashes() -> bool:
    return app._crashes._file is not None


def _lose_display() -> None:
    """Do what Qt does when its X server is gone."""
    qWarning("The X11 connection broke (error 1). Did the X11 server die?")
    os._exit(1)


def run_with_simulated_user(action: str, awaited: str, arguments: Sequence[str]) -> int:
    make_application = app._application

    def with_simulated_user() -> QApplication:
        application = make_application()
        SimulatedUser(action, awaited, application)
        return application

    app._application = with_simulated_user
    return main(list(arguments))


if __name__ == "__main__":
    sys.meta_path.insert(0, ImportReporter())
    sys.exit(run_with_simulated_user(sys.argv[1], sys.argv[2], sys.argv[3:]))
