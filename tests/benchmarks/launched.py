"""Runs a program as it is, watches what its window paints, and tells it in JSON, as last line.

``python -m tests.benchmarks.launched paint MODULE …`` tells when the window was painted first;
``shown:NAME`` when the field with the username was painted with that name in it; ``often:N`` asks
for N people in turn, after a first one that connects, and tells how many milliseconds each took
from Enter until it was painted, and how many bytes of memory are in use then.
"""

from __future__ import annotations

import json
import runpy
import sys
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

_PAGE = 4096  # bytes, of /proc
_PEOPLE = 100
_run_loop = QApplication.exec


class Watch(QObject):
    """Waits for one paint: the window's, or that of the username where one is awaited."""

    def __init__(self, kind: str, awaited: str) -> None:
        super().__init__()
        self._kind = kind
        self._name = awaited if kind == "shown" else ""
        self._left = int(awaited) if kind == "often" else 0
        self._asks, self._asked, self._took = 0, 0.0, list[float]()
        self._done = QTimer(self, singleShot=True, interval=0)  # the paint itself is over then
        self._done.timeout.connect(self._painted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the paint that is awaited."""
        if event.type() is QEvent.Type.Paint and self._is_awaited(watched):
            self._done.start()
        return False

    def _is_awaited(self, watched: QObject) -> bool:
        if not self._name:
            return isinstance(watched, QWidget) and watched.isWindow()
        if watched.objectName() != "usernameValue" or not isinstance(watched, QLineEdit):
            return False
        return watched.text() == self._name

    @Slot()
    def _painted(self) -> None:
        now = time.monotonic()
        if self._kind != "often":
            self._tell(now)
            return
        if self._asks > 1:  # the first one connects, which is a figure of its own
            self._took.append((now - self._asked) * 1000)
        if len(self._took) == self._left:
            self._tell({"took": self._took, "memory": _memory()})
        else:
            self._asks += 1
            self._name = f"person{self._asks % _PEOPLE:03}"
            QTimer.singleShot(2, self, partial(self._ask, self._name))

    def _ask(self, name: str) -> None:
        from PySide6.QtTest import QTest  # noqa: PLC0415 - no start is held up by it

        field = _search_field()
        field.setText(name)
        self._asked = time.monotonic()
        QTest.keyClick(field, Qt.Key.Key_Return)

    def _tell(self, what: object) -> None:
        application = QApplication.instance()
        assert application is not None
        application.removeEventFilter(self)
        print(json.dumps(what), flush=True)
        application.quit()


def _search_field() -> QLineEdit:
    fields = (one.findChild(QLineEdit, "searchField") for one in QApplication.topLevelWidgets())
    return next(field for field in fields if isinstance(field, QLineEdit))


def _memory() -> int:
    """Return the bytes of memory that are in use; 0 where the system has no /proc."""
    figures = Path("/proc/self/statm")
    return int(figures.read_text().split()[1]) * _PAGE if figures.exists() else 0


def main(awaited: str, module: str, *arguments: str) -> None:
    """Run the module, and watch from the moment in which it enters its event loop."""
    kind, _, what = awaited.partition(":")

    def watched_loop(*_: object) -> int:
        application = QApplication.instance()
        assert application is not None
        watch = Watch(kind, what)
        application.installEventFilter(watch)
        return _run_loop()

    setattr(QApplication, "exec", watched_loop)  # noqa: B010 - mypy forbids the plain assignment
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
