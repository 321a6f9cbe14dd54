"""The title of the window: the connection, and the person who is shown if that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from profile_browser.messages.window import window_title

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from profile_browser.domain.connection import Connection
    from profile_browser.ui.masking import Masking


class WindowTitle(QObject):
    """Names the person only if ``shows_username`` is set, and hides what is hidden on screen."""

    def __init__(self, window: QWidget, connection: Connection, masking: Masking) -> None:
        super().__init__(window)
        self._window, self._connection, self._masking = window, connection, masking
        self._username, self.shows_username = "", False
        masking.changed.connect(self._show)

    def use_connection(self, connection: Connection) -> None:
        """Name this connection, and nobody."""
        self._connection, self._username = connection, ""
        self._show()

    @Slot(str)
    def show_username(self, username: str) -> None:
        """Name the person who is shown; nobody if this is empty."""
        self._username = username
        if self.shows_username:
            self._show()

    @Slot()
    def _show(self) -> None:
        shown = self._masking.name("username", self._username) if self.shows_username else ""
        self._window.setWindowTitle(window_title(self._connection, shown))
