"""The list of usernames that opens below the search field during typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView, QPushButton, QStyledItemDelegate

from profile_browser.messages import window as wording

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from profile_browser.domain.user import User

MOST = 8
LONGEST_NAME = 250  # characters; a longer username cannot be looked up
_USERNAME_ROLE = Qt.ItemDataRole.UserRole


class UsernameCompleter(QCompleter):
    """Lists known users first, then suggested ones, each with the full name beside it.

    A click on an entry chooses it. A click on 'Look up' closes the list and still counts.
    """

    chosen = Signal()
    dismissed = Signal()  # Esc closed the list

    def __init__(self, button: QPushButton, parent: QObject) -> None:
        self._entries = QStandardItemModel()
        super().__init__(self._entries, parent)
        self._button = button
        self._known: Callable[[], Mapping[str, str | None]] = dict
        self.setCompletionRole(_USERNAME_ROLE)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(MOST)
        self._popup = _popup()
        self.setPopup(self._popup)
        self._popup.clicked.connect(self._choose)  # Qt has put the name into the field by then
        # setPopup has just set a delegate that ignores the style sheet.
        self._popup.setItemDelegate(QStyledItemDelegate(self._popup))

    def close_list(self) -> None:
        """Close the list."""
        self._popup.hide()

    def set_known_names(self, known: Callable[[], Mapping[str, str | None]]) -> None:
        """Ask this function for the known usernames, each with its full name or None."""
        self._known = known

    def fill_list(self, text: str, suggested: Sequence[User] = ()) -> None:
        """List the known users whose names begin with this text, and the suggested ones."""
        prefix = text.casefold()
        entries = {
            name: full_name
            for name, full_name in self._known().items()
            if len(name) <= LONGEST_NAME and name.casefold().startswith(prefix)
        }
        entries |= {
            user.username: user.full_name
            for user in suggested
            if len(user.username) <= LONGEST_NAME
        }
        self._entries.clear()
        for username, full_name in list(entries.items())[:MOST]:
            item = QStandardItem(wording.suggestion(username, full_name))
            item.setData(username, _USERNAME_ROLE)
            self._entries.appendRow(item)

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice Esc, and click the button if a press outside the list was meant for it."""
        if isinstance(event, QKeyEvent) and watched is self._popup and _is_escape(event):
            self.dismissed.emit()
        handled = super().eventFilter(watched, event)
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonPress:
            position = self._button.mapFromGlobal(event.globalPosition().toPoint())
            if watched is self.popup() and self._button.rect().contains(position):
                QTimer.singleShot(0, self._button, self._button.click)
        return handled


def _is_escape(event: QKeyEvent) -> bool:
    return event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape


def _popup() -> QListView:
    popup = QListView()
    popup.setObjectName("namesList")
    popup.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
    popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    popup.setSelectionBehavior(QListView.SelectionBehavior.SelectRows)
    popup.setSelectionMode(QListView.SelectionMode.SingleSelection)
    return popup
