"""The program's window with a list of people in it, and the gaps of its event loop."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEventLoop, QUrl
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from profile_browser.desktop.application import _services
from profile_browser.desktop.controller import AppController
from profile_browser.domain.configuration import Configuration, KnownConnection, Source
from profile_browser.domain.people_list import RowState
from profile_browser.ui.theme import STYLE_ARGUMENTS, Theme
from profile_browser.ui.widgets.people_table import PeopleTable
from tests.benchmarks.gap_scenes import spin
from tests.benchmarks.ticker import Ticker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from profile_browser.domain.connection import Connection

_Part = TypeVar("_Part", bound=QWidget)
_SETTLE_SECONDS = 2.0


class ListWindow:
    """The real window over one connection. A list can have this many entries."""

    def __init__(self, connection: Connection, largest: int) -> None:
        theme = Theme(QApplication([sys.argv[0], *STYLE_ARGUMENTS]))
        configuration = Configuration(
            (KnownConnection(connection, Source.OWN),), largest_list=largest
        )
        self._browser = AppController(configuration, connection, theme, _services())
        self._window = self._browser.window
        self._window.show()
        self._ticker = Ticker()
        self._count = 0

    def settle(self) -> None:
        """Wait until the window is painted and the SDK is imported, as the program does."""
        spin(_SETTLE_SECONDS)
        gc.freeze()
        self._ticker.start()

    def idle(self, seconds: float) -> list[float]:
        """Return how many milliseconds late the ticks are while nothing happens."""
        self._ticker.take()
        spin(seconds)
        return self._ticker.take()

    def prepare(self, usernames: Sequence[str]) -> None:
        """Open a file with these people, and wait until they can be looked up."""
        self._count = len(usernames)
        with TemporaryDirectory() as name:
            file = Path(name) / "people.txt"
            file.write_text("\n".join(usernames), encoding="utf-8")
            self._window.lists.open_files([QUrl.fromLocalFile(str(file))])
            start = self._part(QPushButton, "startListButton")
            while not start.isEnabled():
                spin(0.01)

    def run(self) -> tuple[float, list[float], float]:
        """Look the list up.

        Returns the seconds, how late the ticks are meanwhile, and the milliseconds of the longest
        garbage collection.
        """
        loop = QEventLoop()
        self._browser.lists._service.finished.connect(loop.quit)
        self._ticker.take()
        started = perf_counter()
        with collections_timed() as collections:
            self._part(QPushButton, "startListButton").click()
            loop.exec()
        took, late = perf_counter() - started, self._ticker.take()
        counts = self._part(PeopleTable, "peopleTable").counts
        assert counts[RowState.FOUND] == self._count, counts
        return took, late, max(collections)

    def _part(self, kind: type[_Part], name: str) -> _Part:
        part = self._window.findChild(kind, name)
        assert isinstance(part, kind)
        return part


@contextmanager
def collections_timed() -> Iterator[list[float]]:
    """Yield a list that holds the milliseconds of each garbage collection meanwhile, after a 0."""
    took, began = [0.0], 0.0

    def note(phase: str, _info: object) -> None:
        nonlocal began
        if phase == "start":
            began = perf_counter()
        else:
            took.append((perf_counter() - began) * 1000)

    gc.callbacks.append(note)
    try:
        yield took
    finally:
        gc.callbacks.remove(note)
