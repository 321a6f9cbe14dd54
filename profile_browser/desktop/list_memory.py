"""Keeps the rows of a list out of Python's full garbage collections."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.people_list import ListRow

BETWEEN = 1000  # rows from one freeze to the next


class ListMemory(QObject):
    """Freezes rows that have arrived, until their list is dropped.

    A full collection stops all threads and looks at each object. While a list fills, it comes again
    and again, and takes 24–48 ms with 10,000 rows. Frozen objects are not looked at. They are freed
    as usual, except for reference cycles: those are collected when the list is dropped.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._unfrozen = 0
        self._has_frozen = False
        self._release = QTimer(self, singleShot=True, interval=0)  # when nobody holds the list
        self._release.timeout.connect(self._collect)

    @Slot(int, object)
    def add(self, _first: int, rows: Sequence[ListRow]) -> None:
        """Freeze after so many rows."""
        self._unfrozen += len(rows)
        if self._unfrozen >= BETWEEN:
            self.freeze()

    @Slot()
    def freeze(self) -> None:
        """Freeze what is there, without the garbage of the last moments."""
        self._unfrozen, self._has_frozen = 0, True
        gc.collect(1)
        gc.freeze()

    def release(self) -> None:
        """Collect what a dropped list leaves behind, soon."""
        if self._has_frozen:
            self._release.start()

    @Slot()
    def _collect(self) -> None:
        """Collect once. What lives on, such as the objects of the startup, is frozen again."""
        self._unfrozen, self._has_frozen = 0, False
        gc.unfreeze()
        gc.collect()
        gc.freeze()
