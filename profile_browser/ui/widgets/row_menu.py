"""The menu of a row in a list of people."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu

from profile_browser.messages import matches as wording
from profile_browser.ui.shortcuts import native_text
from profile_browser.ui.widgets.row_model import UNSORTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtWidgets import QWidget


class MenuEntry(NamedTuple):
    """An entry. The key is only shown: it works in the table, or in the window."""

    label: str
    key: str = ""
    is_enabled: bool = True


class RowMenu(QMenu):
    """Opens a person, copies what the rows mean, or sorts the list. It deletes itself."""

    open_wanted = Signal()
    copy_wanted = Signal(str)  # the label of the entry
    sort_wanted = Signal(int)  # a column, or UNSORTED

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def add_open(self, *, is_enabled: bool = True) -> None:
        """Add the entry that opens the person."""
        action = self.addAction(f"{wording.OPEN}\t{native_text('Return')}", self.open_wanted.emit)
        action.setEnabled(is_enabled)

    def add_copies(self, entries: Iterable[MenuEntry]) -> None:
        """Add entries that copy."""
        self.addSeparator()
        for label, key, is_enabled in entries:
            text = f"{label}\t{native_text(key)}" if key else label
            action = self.addAction(text, partial(self.copy_wanted.emit, label))
            action.setEnabled(is_enabled)

    def add_orders(self, columns: Sequence[str], sorted_by: int, unsorted: str) -> None:
        """Add a menu with the columns, and the order in which the people came."""
        self.addSeparator()
        menu = self.addMenu(wording.SORT_BY)
        menu.setObjectName("sortMenu")
        for column, label in enumerate((unsorted, *columns), UNSORTED):
            name = label.replace("&", "&&")  # Qt would make it a mnemonic
            action = menu.addAction(name, partial(self.sort_wanted.emit, column))
            action.setCheckable(True)
            action.setChecked(column == sorted_by)
