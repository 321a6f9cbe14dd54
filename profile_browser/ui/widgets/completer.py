"""The list of usernames that opens below the search field during typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView, QPushButton

from profile_browser.domain.folding import fold
from profile_browser.domain.matching import matched_spans
from profile_browser.messages import suggestions as wording
from profile_browser.ui.keys import is_enter
from profile_browser.ui.widgets.marked_text import SPANS_ROLE, MarkedTextDelegate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from profile_browser.domain.user import User
    from profile_browser.ui.masking import Masking

MOST = 8
LONGEST_NAME = 250  # characters; a longer username cannot be looked up
_ROW_PADDING = 10  # device-independent pixels above and below the text together
_USERNAME_ROLE = Qt.ItemDataRole.UserRole
_TYPED_ROLE = _USERNAME_ROLE + 10  # the typed text: Qt compares it, and so leaves out no entry


class UsernameCompleter(QCompleter):
    """Lists known users first, then suggested ones, each with the full name beside it.

    Enter or a click on an entry chooses it. A click on 'Look up' closes the list and still counts.
    If there are more people than fit, a last row says so; it cannot be chosen.
    """

    chosen = Signal()
    dismissed = Signal()  # Esc closed the list

    def __init__(self, button: QPushButton, masking: Masking, parent: QObject) -> None:
        self._entries = QStandardItemModel()
        super().__init__(self._entries, parent)
        self._button = button
        self._masking = masking
        self._known: Callable[[], Mapping[str, str | None]] = dict
        masking.changed.connect(self.close_list)
        self.setCompletionRole(_TYPED_ROLE)
        self.setMaxVisibleItems(MOST + 1)  # the last one for the hint
        self._popup = _popup()
        self.setPopup(self._popup)
        self._popup.clicked.connect(self._choose)  # Qt has put the name into the field by then
        # setPopup has just set a delegate that ignores the style sheet.
        self._popup.setItemDelegate(MarkedTextDelegate(self._popup))

    @Slot()
    def close_list(self) -> None:
        """Close the list."""
        self._popup.hide()

    def forget(self) -> None:
        """Close the list, and keep nobody in it."""
        self.close_list()
        self._entries.clear()
        self.setCompletionPrefix("")

    def set_known_names(self, known: Callable[[], Mapping[str, str | None]]) -> None:
        """Ask this function for the known usernames, each with its full name or None."""
        self._known = known

    def fill_list(self, text: str, suggested: Sequence[User] = ()) -> None:
        """List the known users whose names begin with this text, and the suggested ones."""
        prefix = fold(text)
        entries = {
            name: full_name
            for name, full_name in self._known().items()
            if len(name) <= LONGEST_NAME and fold(name).startswith(prefix)
        }
        entries |= {
            user.username: user.full_name
            for user in suggested
            if len(user.username) <= LONGEST_NAME
        }
        self._entries.clear()
        for username, full_name in list(entries.items())[:MOST]:
            self._add(self._entry(username, full_name, text), text)
        said = wording.more_people(MOST) if len(entries) > MOST else ""
        self._popup.setAccessibleDescription(said)  # no key leads a screen reader to the hint
        if said:
            hint = QStandardItem(said)
            # Not enabled, so that it cannot be chosen. Qt lists only what is selectable.
            hint.setFlags(Qt.ItemFlag.ItemIsSelectable)
            self._add(hint, text)

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Return what an entry puts into the field: the username."""
        return str(index.data(_USERNAME_ROLE) or index.data(_TYPED_ROLE))

    def _add(self, item: QStandardItem, text: str) -> None:
        item.setData(text, _TYPED_ROLE)
        # Qt makes room for rows as high as the first, and some scripts need higher ones.
        item.setSizeHint(QSize(0, self._popup.fontMetrics().height() + _ROW_PADDING))
        self._entries.appendRow(item)

    def _entry(self, username: str, full_name: str | None, typed: str) -> QStandardItem:
        """Return a person's entry. A hidden name stays hidden, whatever was typed of it."""
        shown = self._masking.name("username", username)
        name = full_name and self._masking.name("full_name", full_name)
        item = _entry(shown, name, typed)
        item.setData(username, _USERNAME_ROLE)
        return item

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.chosen.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice keys of the list, and click the button if a press was meant for it."""
        if isinstance(event, QKeyEvent) and watched is self._popup and self._handle_key(event):
            return True
        handled = super().eventFilter(watched, event)
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonPress:
            position = self._button.mapFromGlobal(event.globalPosition().toPoint())
            if watched is self.popup() and self._button.rect().contains(position):
                QTimer.singleShot(0, self._button, self._button.click)
        return handled

    def _handle_key(self, event: QKeyEvent) -> bool:
        """Notice Esc, choose by Enter, and keep off the hint. Returns whether that was all."""
        if event.type() is not QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
            return False
        if is_enter(event) and self._popup.currentIndex().isValid():
            # The name is in the field. Qt would put it there again after the field has submitted
            # it, and so unselect it.
            self.close_list()
            self._choose(self._popup.currentIndex())
            return True
        return self._skip_hint(event)

    def _skip_hint(self, event: QKeyEvent) -> bool:
        """Go past the hint, where Qt would stop. Returns whether the key did that."""
        last = self._popup.model().index(self._popup.model().rowCount() - 1, 0)
        if last.flags() & Qt.ItemFlag.ItemIsEnabled:
            return False
        current, above = self._popup.currentIndex(), last.siblingAtRow(last.row() - 1)
        is_up_from_field = event.key() == Qt.Key.Key_Up and not current.isValid()
        if is_up_from_field or event.key() == Qt.Key.Key_PageDown:
            self._popup.setCurrentIndex(above)
            return True
        if event.key() == Qt.Key.Key_Down and current == above:
            self._popup.selectionModel().clear()
            return True
        return False


def _entry(username: str, full_name: str | None, typed: str) -> QStandardItem:
    """Return a person's entry, with the letters marked that match what was typed."""
    text = wording.suggestion(username, full_name)
    item = QStandardItem(text)
    spans: list[tuple[int, int]] = []
    start = 0
    for part in (wording.shown_username(username), wording.shown_name(full_name)):
        start = text.index(part, start)
        spans += [(start + first, start + end) for first, end in matched_spans(part, typed)]
        start += len(part)
    item.setData(spans, SPANS_ROLE)
    return item


def _popup() -> QListView:
    popup = QListView()
    popup.setObjectName("namesList")
    popup.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
    popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    popup.setSelectionBehavior(QListView.SelectionBehavior.SelectRows)
    popup.setSelectionMode(QListView.SelectionMode.SingleSelection)
    return popup
