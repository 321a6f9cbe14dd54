"""The program in a process of its own, which ends when its window is painted first.

Standard output says in JSON which modules are loaded by then, and of which files the lines.
"""

from __future__ import annotations

import json
import linecache
import os
import sys

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from profile_browser.__main__ import main

run_loop = QApplication.exec


class Watch(QObject):
    """Tells at the first paint, and ends the process."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            print(json.dumps({"modules": list(sys.modules), "lines": list(linecache.cache)}))
            sys.stdout.flush()
            os._exit(0)
        return False


def run_watched(*_: object) -> int:
    application = QApplication.instance()
    assert application is not None
    watch = Watch(application)
    application.installEventFilter(watch)
    return run_loop()


if __name__ == "__main__":
    setattr(QApplication, "exec", run_watched)  # noqa: B010 - mypy forbids the plain assignment
    sys.exit(main(sys.argv[1:]))
