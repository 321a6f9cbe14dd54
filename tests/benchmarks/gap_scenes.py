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
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

from profile_browser.app import leave
from profile_browser.domain.configuration import Configuration
from profile_browser.domain.connection import Connection
from profile_browser.ui.theme import Theme
from profile_browser.wiring import Means, ProfileBrowser
from tests.benchmarks.ticker import Ticker
from tests.gui.fakes import FakeFiles, FakePasswords, own
from tests.wire.node_process import NodeProcess

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from profile_browser.domain.check import StageResult
    from profile_browser.domain.store import ProfileStore

FIRST_SECONDS = 2.0
IDLE_SECONDS = 5.0
_LONGEST_WAIT = 20_000  # milliseconds
_CTRL = Qt.KeyboardModifier.ControlModifier
_PEOPLE: dict[str, object] = {
    f"userprofile::person{number:03}": {
        "username": f"person{number:03}",
        "full_name": f"Person {number:03} of the Benchmark",
        "email": f"person{number:03}@example.com",
        "disabled": bool(number % 2),
        "type": "userprofile",
    }
    for number in range(100)
}


class Stage:
    """The real window over two nodes in processes of their own, and what a scene does with it."""

    def __init__(self, stack: ExitStack) -> None:
        self.node = stack.enter_context(NodeProcess(_PEOPLE))
        self.connection = _connection(self.node)
        other = stack.enter_context(NodeProcess(_PEOPLE))
        known = (self.connection, replace(_connection(other), key="other", title="Other"))
        files = FakeFiles(Configuration(tuple(own(one) for one in known)))
        theme = Theme(QApplication(sys.argv[:1]))
        means = Means(open_store, check, FakePasswords(), files)
        self.browser = ProfileBrowser(files.read(), self.connection, theme, means)
        self.window = self.browser.window
        self.window.show()
        self.window.activateWindow()

    def ask(self, text: str) -> None:
        """Type and press Enter."""
        self.window.search.field.setText(text)
        QTest.keyClick(self.window.search.field, Qt.Key.Key_Return)

    def look_up(self, text: str) -> None:
        """Ask, and wait for the answer."""
        loop, timer = QEventLoop(), QTimer(singleShot=True, interval=_LONGEST_WAIT)
        self.browser.service.answered.connect(loop.quit)
        timer.timeout.connect(loop.quit)
        timer.start()
        self.ask(text)
        loop.exec()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        """Press a key in the window."""
        QTest.keyClick(self.window, key, modifier)


def open_store(connection: Connection) -> ProfileStore:
    """Import the stores as late as the program does."""
    from profile_browser.stores.opening import LazyStore  # noqa: PLC0415 - that is the scene

    return LazyStore(connection)


def check(connection: Connection) -> Iterator[StageResult]:
    """Import the check as late as the program does."""
    from profile_browser.stores.checking import check_connection  # noqa: PLC0415 - that is the scene

    yield from check_connection(connection)


def spin(seconds: float) -> None:
    """Let the window live for so long."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def look_up_often(stage: Stage) -> None:
    """Look a thousand people up in a row."""
    for number in range(1000):
        stage.look_up(f"person{number % 100:03}")


def switch_often(stage: Stage) -> None:
    """Switch the connection a hundred times, and look somebody up on each."""
    for number in range(100):
        stage.press(Qt.Key.Key_1 if number % 2 else Qt.Key.Key_2, _CTRL)
        stage.look_up("person001")


def find_many(stage: Stage) -> None:
    """Find 50 people, and then one, forty times."""
    for _ in range(40):
        stage.look_up("person")
        stage.look_up("person001")


def hang(stage: Stage) -> None:
    """Ask what is never answered, cancel it, and ask again: the worker before is left behind."""
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
    """Play one scene."""
    with ExitStack() as stack:
        result = watch_bare_window() if name == "bare" else watch(name, stack)
    print(json.dumps(result))
    leave(0)


def watch_bare_window() -> tuple[list[float], list[float]]:
    """Measure what the machine itself lets a window wait, which does nothing at all."""
    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(QLineEdit())
    window.resize(760, 560)
    window.show()
    assert application
    ticker = Ticker()
    spin(0.5)
    ticker.start()
    spin(FIRST_SECONDS)
    first = ticker.take()
    spin(IDLE_SECONDS)
    return first, ticker.take()


def watch(name: str, stack: ExitStack) -> tuple[list[float], list[float]]:
    """Ask the first cluster, wait for two seconds, and play the scene."""
    stage = Stage(stack)
    if name == "deaf":
        _use_deaf_port(stage, stack)
    ticker = Ticker()
    spin(0.5)
    ticker.start()
    stage.ask("person000")
    spin(FIRST_SECONDS)
    first = ticker.take()
    SCENES[name](stage)
    result = first, ticker.take()
    stage.browser.close()
    return result


def _use_deaf_port(stage: Stage, stack: ExitStack) -> None:
    from tests.wire.deaf import deaf_port  # noqa: PLC0415 - for this scene alone

    port = stack.enter_context(deaf_port())
    silent = replace(stage.connection, connection_string=f"couchbase://127.0.0.1:{port}")
    stage.browser.switch(silent)


def _connection(node: NodeProcess) -> Connection:
    return Connection(
        key="node",
        title="Node",
        connection_string=node.connection_string,
        bucket=node.bucket,
        username=node.username,
        password=node.password,
        kv_timeout=30.0,
        connect_timeout=10.0,
    )


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(sys.argv[1])
