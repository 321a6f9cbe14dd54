"""The menu of a row in the list of people whom a search found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages import matches as wording
from profile_browser.messages.plain_text import NOT_RECORDED, text_of
from profile_browser.ui.widgets.row_menu import MenuEntry, RowMenu

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from profile_browser.domain.user import User


class MatchesMenu(RowMenu):
    """Opens a person, copies what the row means, or sorts the list."""

    def __init__(self, user: User, columns: Sequence[str], sorted_by: int, parent: QWidget) -> None:
        super().__init__(parent, "matchesMenu")
        has_email = text_of(user.email) != NOT_RECORDED
        self.add_open()
        self.add_copies(
            (
                MenuEntry(wording.COPY_USERNAME, "Ctrl+C"),
                MenuEntry(wording.COPY_EMAIL, is_enabled=has_email),
                MenuEntry(wording.COPY_ROW, "Ctrl+Shift+C"),
            )
        )
        self.add_orders(columns, sorted_by, wording.BEST_MATCH)
