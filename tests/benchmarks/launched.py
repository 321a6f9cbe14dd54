"""Runs a program as it is, watches what its window paints, and tells it in JSON, as last line.

``python -m tests.benchmarks.launched paint MODULE …`` tells when the window was painted first;
``shown:NAME`` when the field with the username was painted with that name in it; ``often:N`` asks
for N people in turn, after a first one that connects, and tells how many milliseconds each took
from Enter until all that is shown of them was painted, and how many bytes of memory are in use
then.
"""

from __future__ import annotations

import json
import runpy
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

_run_loop = QApplication.exec


class Watch(QObject):
    """Waits for one paint: the window's, or that of the username where one is awaited."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
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
        application = QApplication.instance()
        assert application is not None
        application.removeEventFilter(self)
        print(json.dumps(now), flush=True)
        application.quit()


def _watch(awaited: str) -> QObject:
    kind, _, what = awaited.partition(":")
    if kind == "often":
        from tests.benchmarks.asking import Asking  # noqa: PLC0415 - no start is held up by it

        return Asking(int(what))
    watch = Watch(what)
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(watch)
    return watch


def main(awaited: str, module: str, *arguments: str) -> None:
    """Run the module, and watch from the moment in which it enters its event loop."""

    def watched_loop(*_: object) -> int:
        watch = _watch(awaited)
        code = _run_loop()
        del watch
        return code

    setattr(QApplication, "exec", watched_loop)  # noqa: B010 - mypy forbids the plain assignment
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
