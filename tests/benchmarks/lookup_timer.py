"""Looks up one person after another in a window, and measures the time until each is painted."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

from tests.benchmarks.people import person, record

if TYPE_CHECKING:
    from collections.abc import Callable

_PAGE = 4096  # bytes, of /proc
_PAUSE = 2  # milliseconds, for the rest of a lookup's work and the paint of the typed name
_FIELDS = ("usernameValue", "fullNameValue", "emailValue", "accountValue")


class LookupTimer(QObject):
    """Looks up one person after another; the first one connects and is not counted.

    A lookup ends with the last paint of a field that shows the person, including window and
    screen, and not before all fields have the recorded values. The name is painted in the search
    field before Enter is pressed, as if it had been typed.
    """

    def __init__(self, times: int) -> None:
        super().__init__()
        self._times = times
        self._number = 0
        self._wanted: dict[str, object] = {}
        self._asked = self._ended = 0.0
        self._took = list[float]()
        self._fields = list[QLineEdit]()
        self._done = _timer(self, 0, self._record_end)  # runs after the paint
        self._next = _timer(self, _PAUSE, self._type)
        self._press = _timer(self, _PAUSE, self._press_enter)
        self._watch(QApplication.instance())  # the fields may be created with the first answer
        self._next.start()

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Start the timer that runs after a paint."""
        if event.type() is QEvent.Type.Paint:
            self._done.start()
        return False

    @Slot()
    def _record_end(self) -> None:
        now = time.monotonic()
        if (self._fields or self._find_fields()) and self._shows_wanted():
            self._ended = now
            self._next.start()

    @Slot()
    def _type(self) -> None:
        if self._number > 1:
            self._took.append((self._ended - self._asked) * 1000)
        if len(self._took) == self._times:
            self._print_results()
            return
        self._number += 1
        self._wanted = record(person(self._number))
        _fields("searchField")[0].setText(str(self._wanted["username"]))
        self._press.start()

    @Slot()
    def _press_enter(self) -> None:
        field = _fields("searchField")[0]
        self._asked = time.monotonic()
        QTest.keyClick(field, Qt.Key.Key_Return)

    def _find_fields(self) -> bool:
        """Watch only the fields once they exist, because every watched event takes time."""
        fields = _fields(*_FIELDS)
        if len(fields) < len(_FIELDS):
            return False
        self._fields = fields
        self._watch(*fields)
        return True

    def _watch(self, *watched: QObject | None) -> None:
        application = QApplication.instance()
        assert application is not None
        application.removeEventFilter(self)
        for one in watched:
            assert one is not None
            one.installEventFilter(self)

    def _shows_wanted(self) -> bool:
        username, full_name, email, account = (field.text() for field in self._fields)
        wanted = self._wanted
        return bool(account) and (username, full_name, email) == (
            wanted["username"],
            wanted["full_name"],
            wanted["email"],
        )

    def _print_results(self) -> None:
        print(json.dumps({"took": self._took, "memory": _memory()}), flush=True)
        application = QApplication.instance()
        assert application is not None
        application.quit()


def _timer(parent: LookupTimer, milliseconds: int, then: Callable[[], None]) -> QTimer:
    timer = QTimer(parent, singleShot=True, interval=milliseconds)
    timer.timeout.connect(then)
    return timer


def _fields(*names: str) -> list[QLineEdit]:
    windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMainWindow)]
    found = [window.findChild(QLineEdit, name) for window in windows for name in names]
    return [field for field in found if isinstance(field, QLineEdit)]


def _memory() -> int:
    """Return the bytes of memory in use, or 0 on a system without /proc."""
    figures = Path("/proc/self/statm")
    return int(figures.read_text().split()[1]) * _PAGE if figures.exists() else 0
