"""Looks up one list at a time for the window, on threads and stores of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.people_list import Entry
    from profile_browser.domain.store import StoreOpener


class ListService(QObject):
    """Delivers the rows of one list in small portions. Those of an older list are dropped."""

    rows_arrived = Signal(int, object)  # the index of the first, and a sequence of ListRow
    paused = Signal(object)  # Pause, or None once it goes on
    finished = Signal(bool)  # whether it was stopped

    def __init__(self, open_store: StoreOpener, connection: Connection, parent: QObject) -> None:
        super().__init__(parent)
        self._open_store, self._connection = open_store, connection

    @property
    def is_running(self) -> bool:
        """Whether a list is being looked up, or paused."""
        raise NotImplementedError

    def start(self, entries: Sequence[Entry], reason: str = "") -> None:
        """Look up this list instead of any other. The audit log records the reason."""
        raise NotImplementedError

    def stop(self) -> None:
        """End the list now. What was delivered stays; nothing follows but ``finished``."""
        raise NotImplementedError

    def go_on(self) -> None:
        """End a pause now, with stores that are opened anew, for example with a new password."""
        raise NotImplementedError

    def use_connection(self, connection: Connection) -> None:
        """Use stores of this connection from now on, and drop the list without a signal."""
        raise NotImplementedError

    def close(self) -> None:
        """Drop the list. A hanging thread is left to end by itself."""
        raise NotImplementedError
