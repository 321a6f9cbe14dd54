"""What to show of a list: an outcome, with how many there are of it, and a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from profile_browser.ui.theme import Theme
    from profile_browser.ui.widgets.people_table import PeopleTable


class PeopleFilter(QWidget):
    """Filters a table by itself, and follows its counts. Says “61 of 485”."""

    def __init__(self, theme: Theme, table: PeopleTable) -> None:
        super().__init__()
        self._theme, self._table = theme, table

    def clear(self) -> None:
        """Show everybody again."""
        raise NotImplementedError
