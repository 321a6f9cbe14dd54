"""The list of usernames that opens under the search field while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QMouseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView, QPushButton, QStyledItemDelegate

from profile_browser.messages import window as wording

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from profile_browser.domain.fields import User

MOST = 8
LONGEST_NAME = 250  # characters; no longer username can be looked up
_USERNAME = Qt.ItemDataRole.UserRole


class NamesList(QCompleter):
    """Offers what was looked up before, then whom the store suggests, each with the name beside.

    A click on an entry chooses it; one on 'Look up' closes the list and still counts.
    """

    chosen = Signal()

    def __init__(self, button: QPushButton, parent: QObject) -> None:
        self._entries = QStandardItemModel()
        super().__init__(self._entries, parent)
        self._button = button
        self._known: Callable[[], Mapping[str, str | None]] = dict
        self.setCompletionRole(_USERNAME)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(MOST)
        self._popup = _popup()
        self.setPopup(self._popup)
        self._popup.clicked.connect(self._choose)  # Qt has put it into the field by then
        # The one that has just been set takes no style sheet.
        self._popup.setItemDelegate(QStyledItemDelegate(self._popup))

    def close_list(self) -> None:
        """Close the list."""
        self._popup.hide()

    def know(self, known: Callable[[], Mapping[str, str | None]]) -> None:
        """Offer these usernames from now on; beside each stands its full name, if known."""
        self._known = known

    def list_for(self, text: str, suggested: Sequence[User] = ()) -> None:
        """List what begins with this text, without regard to case."""
        beginning = text.casefold()
        entries = {
            name: full_name
            for name, full_name in self._known().items()
            if len(name) <= LONGEST_NAME and name.casefold().startswith(beginning)
        }
        for user in suggested:
            if len(user.username) > LONGEST_NAME:
                continue
            entries[user.username] = user.full_name
        self._entries.clear()
        for username, full_name in list(entries.items())[:MOST]:
            item = QStandardItem(wording.suggestion(username, full_name))
            item.setData(username, _USERNAME)
            self._entries.appendRow(item)

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass a press outside the list on to the button, where it was meant for it."""
        handled = super().eventFilter(watched, event)
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonPress:
            place = self._button.mapFromGlobal(event.globalPosition().toPoint())
            if watched is self.popup() and self._button.rect().contains(place):
                QTimer.singleShot(0, self._button, self._button.click)
        return handled


def _popup() -> QListView:
    popup = QListView()
    popup.setObjectName("namesList")
    popup.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
    popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    popup.setSelectionBehavior(QListView.SelectionBehavior.SelectRows)
    popup.setSelectionMode(QListView.SelectionMode.SingleSelection)
    return popup
