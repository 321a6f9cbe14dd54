"""The scenes in which the window's event loop is measured, each in a separate process.

``python -m tests.benchmarks.gap_scenes NAME`` prints two lists of milliseconds: those of the two
seconds after the first lookup, in which the SDK is imported, and those of the scene.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

from profile_browser.desktop.application import _services, exit_process
from profile_browser.desktop.controller import AppController
from profile_browser.domain.configuration import Configuration, KnownConnection, Source
from profile_browser.domain.connection import Connection
from profile_browser.records.log import start_log
from profile_browser.stores.couchbase.adapter import KIND as COUCHBASE
from profile_browser.ui.theme import STYLE_ARGUMENTS, Theme
from tests.benchmarks.people import documents, person
from tests.benchmarks.ticker import Ticker
from tests.wire.node_process import NodeProcess
from tests.wire.ports import silent_port

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST_SECONDS = 2.0
IDLE_SECONDS = 5.0
_CTRL = Qt.KeyboardModifier.ControlModifier
_BETWEEN_KEYS = 20  # milliseconds; people do not press two keys at the same moment


class LookUpLoop(QObject):
    """Starts one lookup after another, but lets other events run before each."""

    ended = Signal()

    def __init__(self, times: int, ask: Callable[[int], None]) -> None:
        super().__init__()
        self._times, self._ask, self._number = times, ask, 0
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._ask_next)

    @Slot()
    def go_on(self) -> None:
        """Start the next lookup in the next turn of the event loop."""
        self._next.start()

    @Slot()
    def _ask_next(self) -> None:
        if self._number == self._times:
            self.ended.emit()
        else:
            self._number += 1
            self._ask(self._number)


class SceneWindow:
    """The real window over two nodes in separate processes, and how a scene uses it."""

    def __init__(self, application: QApplication, stack: ExitStack) -> None:
        self.node = stack.enter_context(NodeProcess(documents()))
        self.connection = _connection(self.node)
        other = stack.enter_context(NodeProcess(documents()))
        known = (self.connection, replace(_connection(other), key="other", title="Other"))
        own = tuple(KnownConnection(one, Source.OWN) for one in known)
        theme = Theme(application)
        self.browser = AppController(Configuration(own), self.connection, theme, _services())
        self.window = self.browser.window
        self.window.show()
        self.window.activateWindow()

    def ask(self, text: str) -> None:
        """Type a text and press Enter."""
        self.window.search.field.setText(text)
        QTest.keyClick(self.window.search.field, Qt.Key.Key_Return)

    def in_a_row(self, times: int, ask: Callable[[int], None]) -> None:
        """Start this many lookups, each after the previous answer, in one event loop."""
        loop, row = QEventLoop(), LookUpLoop(times, ask)
        row.ended.connect(loop.quit)
        self.browser.lookups.service.answered.connect(row.go_on)
        row.go_on()
        loop.exec()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        """Press a key in the window."""
        QTest.keyClick(self.window, key, modifier)


def spin(seconds: float) -> None:
    """Run the event loop for this long."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def look_up_repeatedly(window: SceneWindow) -> None:
    """Look up a thousand people, one after another."""
    window.in_a_row(1000, lambda number: window.ask(person(number)))


def switch_repeatedly(window: SceneWindow) -> None:
    """Switch the connection a hundred times, and look up one person each time."""

    def switch(number: int) -> None:
        window.press(Qt.Key.Key_1 if number % 2 else Qt.Key.Key_2, _CTRL)
        QTimer.singleShot(_BETWEEN_KEYS, partial(window.ask, "person001"))

    window.in_a_row(100, switch)


def search_repeatedly(window: SceneWindow) -> None:
    """Search for 50 people and then for one, forty times."""
    window.in_a_row(80, lambda number: window.ask("person" if number % 2 else "person001"))


def hang(window: SceneWindow) -> None:
    """Start lookups that are never answered, and cancel each: its thread is abandoned."""
    window.node.set_faults(silent_reads=True)
    for _ in range(4):
        window.ask("person001")
        spin(1.0)
        window.press(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
        spin(0.25)


def hang_in_connect(window: SceneWindow) -> None:
    """Start lookups on a server that accepts connections and never answers."""
    window.node.set_faults(silent_connects=True)
    window.node.restart()
    hang(window)


def stay_idle(_: SceneWindow) -> None:
    """Do nothing."""
    spin(IDLE_SECONDS)


SCENES: dict[str, Callable[[SceneWindow], None]] = {
    "idle": stay_idle,
    "deaf": hang,
    "hanging-connect": hang_in_connect,
    "hanging-read": hang,
    "lookups": look_up_repeatedly,
    "switching": switch_repeatedly,
    "finding": search_repeatedly,
}


def main(name: str) -> None:
    """Play one scene with a separate log, and end the process without waiting for threads."""
    with ExitStack() as stack:
        os.environ["XDG_STATE_HOME"] = stack.enter_context(TemporaryDirectory())
        start_log()
        application = QApplication([sys.argv[0], *STYLE_ARGUMENTS])
        if name == "bare":
            print(json.dumps(watch_bare_window()))
        else:
            window = SceneWindow(application, stack)
            print(json.dumps(watch(window, name, stack)))
            window.browser.close()
        stack.close()
        exit_process(0)


def watch_bare_window() -> tuple[list[float], list[float]]:
    """Measure the gaps of a window that does nothing, which are the machine's own."""
    window = QMainWindow()
    window.setCentralWidget(QLineEdit())
    window.resize(760, 560)
    window.show()
    ticker = Ticker()
    spin(0.5)
    ticker.start()
    spin(FIRST_SECONDS)
    first = ticker.take()
    spin(IDLE_SECONDS)
    return first, ticker.take()


def watch(window: SceneWindow, name: str, stack: ExitStack) -> tuple[list[float], list[float]]:
    """Look up one person on the first cluster, wait for two seconds, and play the scene."""
    if name == "deaf":
        _use_silent_port(window, stack)
    ticker = Ticker()
    spin(0.5)
    ticker.start()
    window.ask("person000")
    spin(FIRST_SECONDS)
    first = ticker.take()
    SCENES[name](window)
    return first, ticker.take()


def _use_silent_port(window: SceneWindow, stack: ExitStack) -> None:
    port = stack.enter_context(silent_port())
    silent = replace(window.connection, connection_string=f"couchbase://127.0.0.1:{port}")
    window.browser.switch(silent)


def _connection(node: NodeProcess) -> Connection:
    return Connection(
        kind=COUCHBASE,
        key="node",
        title="Node",
        connection_string=node.connection_string,
        location={"bucket": node.bucket},
        username=node.username,
        password=node.password,
        kv_timeout=30.0,
        connect_timeout=10.0,
    )


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(sys.argv[1])
