"""The program in a separate process that ends when it reaches a stage of its start.

Arguments: that stage (WINDOW or a field's name is painted, or SETTLED), and those of the program.
It prints as JSON what it has loaded and switched on by then. With the variable SILENT_CONTRAST, the
system wants high contrast and reports no change.
"""

from __future__ import annotations

import gc
import linecache
import os
import sys
from typing import NamedTuple

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from profile_browser.__main__ import main

WINDOW, SETTLED = "window", "settled"
SILENT_CONTRAST = "SILENT_CONTRAST"
_run_loop = QApplication.exec
_collections_before = 0


class Start(NamedTuple):
    """What is loaded and switched on.

    ``collections`` is how often garbage was collected since the program was started. ``lines`` are
    the files whose source lines Python caches; ``names`` are those by which a desktop
    finds the window's menu entry: the desktop file's on Wayland, the first argument's on X11.
    ``qt_names`` are the classes of Qt that PySide has made. It makes each when it is first used,
    with all its enums. ``window`` and ``screen`` are sizes, the latter without what the desktop
    keeps for itself. ``has_accent`` is whether anything has another colour than text.
    """

    modules: list[str]
    lines: list[str]
    qt_names: list[str]
    style: str
    has_icon: bool
    has_accent: bool
    names: list[str]
    collects_garbage: bool
    collections: int
    would_leave_trace: bool
    window: tuple[int, int]
    screen: tuple[int, int]


class StageWatch(QObject):
    """Prints the state and ends the process once the awaited stage is reached.

    A watch on all objects makes PySide make every class that they might have, so the one for the
    window's paint watches windows alone.
    """

    def __init__(self, awaited: str, parent: QObject) -> None:
        super().__init__(parent)
        self._awaited = awaited
        self.awaits_window = awaited == WINDOW
        if awaited == SETTLED:
            look = QTimer(self, interval=20)
            look.timeout.connect(self._report_if_settled)
            look.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            name = WINDOW if watched.isWindow() else watched.objectName()
            if name == self._awaited:
                report_and_exit()
        return False

    @Slot()
    def _report_if_settled(self) -> None:
        if gc.isenabled():
            report_and_exit()


def collections_so_far() -> int:
    return sum(generation["collections"] for generation in gc.get_stats())


def report_and_exit() -> None:
    from profile_browser.desktop import application as app  # noqa: PLC0415 - the program must load it first

    would_leave_trace = app._crashes._file is not None
    (window,) = (each for each in QApplication.topLevelWidgets() if each.isVisible())
    names = [QApplication.desktopFileName(), QApplication.arguments()[0]]
    collections = collections_so_far() - _collections_before
    found = Start(
        modules=list(sys.modules),
        lines=list(linecache.cache),
        qt_names=[name for module in (QtCore, QtGui, QtWidgets) for name in vars(module)],
        style=_style_name(),
        has_icon=not window.windowIcon().isNull(),
        has_accent=QApplication.palette().highlight() != QApplication.palette().text(),
        names=names,
        collects_garbage=gc.isenabled(),
        collections=collections,
        would_leave_trace=would_leave_trace,
        window=window.size().toTuple(),
        screen=window.screen().availableSize().toTuple(),
    )
    import json  # noqa: PLC0415 - the program must load it first, if it does

    print(json.dumps(found._asdict()), flush=True)
    os._exit(0)


def _style_name() -> str:
    """Return the name of the style below the style sheet."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.setStyleSheet("")
    return application.style().name()


def want_contrast() -> None:
    from profile_browser.ui import theme  # noqa: PLC0415 - other starts load it by themselves

    vars(theme)["wants_high_contrast"] = lambda _hints: True


def run_watched(*_: object) -> int:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    watch = StageWatch(sys.argv[1], application)
    watched = application.topLevelWidgets() if watch.awaits_window else [application]
    for each in watched:
        each.installEventFilter(watch)
    return _run_loop()


if __name__ == "__main__":
    _collections_before = collections_so_far()
    if SILENT_CONTRAST in os.environ:
        want_contrast()
    setattr(QApplication, "exec", run_watched)  # noqa: B010 - mypy forbids the plain assignment
    sys.exit(main(sys.argv[2:]))
