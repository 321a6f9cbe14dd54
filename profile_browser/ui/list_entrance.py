"""Where a list of many people is asked for. Making its parts takes 4 ms, so they are made then."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QUrl

    from profile_browser.domain.connection import Connection
    from profile_browser.ui.central_area import CentralArea
    from profile_browser.ui.list_navigation import ListNavigation, Window


class ListEntrance(QObject):
    """Opens the list, from wherever the window leads to it."""

    input_shown = Signal()

    def __init__(self, window: Window, area: CentralArea, connection: Connection) -> None:
        super().__init__(area)
        self._window, self._area, self._connection = window, area, connection
        window.pages.list_wanted.connect(self.open)
        window.search.help.list_wanted.connect(self.open)
        window.search.field.list_pasted.connect(self.open_text)

    @cached_property
    def navigation(self) -> ListNavigation:
        """What shows the list and its pages."""
        from profile_browser.ui.list_navigation import ListNavigation  # noqa: PLC0415 - not at the start

        navigation = ListNavigation(self._window, self._area)
        navigation.use_connection(self._connection)
        navigation.input_shown.connect(self.input_shown)
        return navigation

    @property
    def _is_used(self) -> bool:
        return "navigation" in vars(self)

    @property
    def exists(self) -> bool:
        """Whether there is a list, running or ended."""
        return self._is_used and self.navigation.exists

    def use_connection(self, connection: Connection) -> None:
        """Forget the list, which belongs to the connection before."""
        self._connection = connection
        if self._is_used:
            self.navigation.use_connection(connection)

    def may_switch(self) -> bool:
        """Ask before a switch throws away what took long. Return whether to switch."""
        return not self._is_used or self.navigation.may_switch()

    def may_end(self) -> bool:
        """Ask before the end of the program throws away what took long. Return whether to end."""
        return not self._is_used or self.navigation.may_end()

    @Slot()
    def open(self) -> None:
        """Show the list, or the page that takes one."""
        self.navigation.open()

    @Slot(str)
    def open_text(self, text: str) -> None:
        """Show how a text is understood as a list."""
        self.navigation.open_text(text)

    @Slot(object)
    def open_files(self, urls: Sequence[QUrl]) -> None:
        """Show how a file that was dropped is understood as a list."""
        self.navigation.open_files(urls)
