"""What the window does while its event loop is watched; one scene a process, told in JSON.

``python -m tests.benchmarks.gap_scenes NAME`` prints two lists of milliseconds: those of the two
seconds after the first cluster was asked, in which the SDK is imported, and those of the scene.
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
from profile_browser.ui.theme import Theme
from tests.benchmarks.people import documents, person
from tests.benchmarks.ticker import Ticker
from tests.wire.node_process import NodeProcess
from tests.wire.ports import deaf_port

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST_SECONDS = 2.0
IDLE_SECONDS = 5.0
_CTRL = Qt.KeyboardModifier.ControlModifier
_BETWEEN_KEYS = 20  # milliseconds; nobody presses two keys in the same moment


class Row(QObject):
    """Asks again and again, but lets other events have their turn before each."""

    ended = Signal()

    def __init__(self, times: int, ask: Callable[[int], None]) -> None:
        super().__init__()
        self._times, self._ask, self._number = times, ask, 0
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._ask_next)

    @Slot()
    def go_on(self) -> None:
        """Ask in a moment."""
        self._next.start()

    @Slot()
    def _ask_next(self) -> None:
        if self._number == self._times:
            self.ended.emit()
        else:
            self._number += 1
            self._ask(self._number)


class Stage:
    """The real window over two nodes in processes of their own, and what a scene does with it."""

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
        """Type and press Enter."""
        self.window.search.field.setText(text)
        QTest.keyClick(self.window.search.field, Qt.Key.Key_Return)

    def in_a_row(self, times: int, ask: Callable[[int], None]) -> None:
        """Do what asks, each time once the answer before is there, from within one event loop."""
        loop, row = QEventLoop(), Row(times, ask)
        row.ended.connect(loop.quit)
        self.browser.service.answered.connect(row.go_on)
        row.go_on()
        loop.exec()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        """Press a key in the window."""
        QTest.keyClick(self.window, key, modifier)


def spin(seconds: float) -> None:
    """Let the window live for so long."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def look_up_often(stage: Stage) -> None:
    """Look a thousand people up in a row."""
    stage.in_a_row(1000, lambda number: stage.ask(person(number)))


def switch_often(stage: Stage) -> None:
    """Switch the connection a hundred times, and look somebody up on each."""

    def switch(number: int) -> None:
        stage.press(Qt.Key.Key_1 if number % 2 else Qt.Key.Key_2, _CTRL)
        QTimer.singleShot(_BETWEEN_KEYS, partial(stage.ask, "person001"))

    stage.in_a_row(100, switch)


def find_many(stage: Stage) -> None:
    """Find 50 people, and then one, forty times."""
    stage.in_a_row(80, lambda number: stage.ask("person" if number % 2 else "person001"))


def hang(stage: Stage) -> None:
    """Ask what is never answered, cancel it, and ask again: the thread before is abandoned."""
    stage.node.set_faults(silent_reads=True)
    for _ in range(4):
        stage.ask("person001")
        spin(1.0)
        stage.press(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
        spin(0.25)


def hang_in_connect(stage: Stage) -> None:
    """Ask, again and again, a server that accepts connections and says nothing."""
    stage.node.set_faults(silent_connects=True)
    stage.node.restart()
    hang(stage)


def stay_idle(_: Stage) -> None:
    """Do nothing."""
    spin(IDLE_SECONDS)


SCENES: dict[str, Callable[[Stage], None]] = {
    "idle": stay_idle,
    "deaf": hang,
    "hanging-connect": hang_in_connect,
    "hanging-read": hang,
    "look-ups": look_up_often,
    "switching": switch_often,
    "finding": find_many,
}


def main(name: str) -> None:
    """Play one scene, with a log of its own, and end the process while its threads are held."""
    with ExitStack() as stack:
        os.environ["XDG_STATE_HOME"] = stack.enter_context(TemporaryDirectory())
        start_log()
        application = QApplication(sys.argv[:1])
        if name == "bare":
            print(json.dumps(watch_bare_window()))
        else:
            stage = Stage(application, stack)
            print(json.dumps(watch(stage, name, stack)))
            stage.browser.close()
        stack.close()
        exit_process(0)


def watch_bare_window() -> tuple[list[float], list[float]]:
    """Measure what the machine itself lets a window wait, which does nothing at all."""
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


def watch(stage: Stage, name: str, stack: ExitStack) -> tuple[list[float], list[float]]:
    """Ask the first cluster, wait for two seconds, and play the scene."""
    if name == "deaf":
        _use_deaf_port(stage, stack)
    ticker = Ticker()
    spin(0.5)
    ticker.start()
    stage.ask("person000")
    spin(FIRST_SECONDS)
    first = ticker.take()
    SCENES[name](stage)
    return first, ticker.take()


def _use_deaf_port(stage: Stage, stack: ExitStack) -> None:
    port = stack.enter_context(deaf_port())
    silent = replace(stage.connection, connection_string=f"couchbase://127.0.0.1:{port}")
    stage.browser.switch(silent)


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
