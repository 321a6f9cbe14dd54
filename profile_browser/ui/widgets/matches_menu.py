"""The menu of a row in the list of people."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu

from profile_browser.messages import matches as wording
from profile_browser.messages.profile import NOT_RECORDED, text_of
from profile_browser.ui.shortcuts import native_text
from profile_browser.ui.widgets.matches_model import BY_RANK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from profile_browser.domain.user import User

# Only shown: the keys themselves work in the table, and in the window.
_KEYS = {
    wording.OPEN: "Return",
    wording.COPY_USERNAME: "Ctrl+C",
    wording.COPY_ROW: "Ctrl+Shift+C",
}


class MatchesMenu(QMenu):
    """Opens a person, copies what the row means, or sorts the list. It deletes itself."""

    open_wanted = Signal()
    copy_wanted = Signal(str)  # the label of the entry
    sort_wanted = Signal(int)  # a column, or BY_RANK

    def __init__(self, user: User, columns: Sequence[str], sorted_by: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("matchesMenu")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add(wording.OPEN).triggered.connect(self.open_wanted)
        self.addSeparator()
        for label in (wording.COPY_USERNAME, wording.COPY_EMAIL, wording.COPY_ROW):
            action = self._add(label)
            action.triggered.connect(partial(self.copy_wanted.emit, label))
            if label == wording.COPY_EMAIL:
                action.setEnabled(text_of(user.email) != NOT_RECORDED)
        self.addSeparator()
        self._add_orders(columns, sorted_by)

    def _add(self, label: str) -> QAction:
        key = _KEYS.get(label)
        return self.addAction(f"{label}\t{native_text(key)}" if key else label)

    def _add_orders(self, columns: Sequence[str], sorted_by: int) -> None:
        menu = self.addMenu(wording.SORT_BY)
        menu.setObjectName("sortMenu")
        for column, label in enumerate((wording.BEST_MATCH, *columns), BY_RANK):
            name = label.replace("&", "&&")  # Qt would make it a mnemonic
            action = menu.addAction(name, partial(self.sort_wanted.emit, column))
            action.setCheckable(True)
            action.setChecked(column == sorted_by)
