"""The search field with its completer and clear button, and 'Look up'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QPushButton, QWidget

from profile_browser.domain.wording import window as wording
from profile_browser.ui.parts import PAGE_MARGIN, enlarge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.ui.theme import Theme

# Far more than a username, an address or a name, and little enough to be drawn at once.
LONGEST_TEXT = 1000


class SearchRow(QWidget):
    """Where a person types; emits what was typed when it is to be looked up."""

    submitted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._names = QStringListModel(self)
        self.button = QPushButton(wording.LOOK_UP)
        self.button.setObjectName("lookupButton")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys in the field
        self.field = _search_field(NamesList(self._names, self.button, self))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, 16, PAGE_MARGIN, 12)
        layout.setSpacing(10)
        layout.addWidget(self.field, 1)
        layout.addWidget(self.button)
        self.field.returnPressed.connect(self._submit)
        self.button.clicked.connect(self._submit)
        theme.changed.connect(self._draw_clear_button)
        self._draw_clear_button()

    def show_text(self, text: str) -> None:
        """Put a text into the field."""
        self.field.setText(text)

    def select_text(self) -> None:
        """Go to the field, so that the next key replaces what is in it."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def offer(self, usernames: Sequence[str]) -> None:
        """Offer these usernames while a person types."""
        self._names.setStringList(list(usernames))

    @Slot()
    def _submit(self) -> None:
        self.submitted.emit(self.field.text())

    @Slot()
    def _draw_clear_button(self) -> None:
        """Give Qt's own clear button our icon: a desktop's may be too faint to see."""
        action = self.field.findChild(QAction)
        if action is not None:
            action.setIcon(self._theme.icon("clear", self._theme.colors.muted))


class NamesList(QCompleter):
    """The list of names under the field; a click on 'Look up' closes it and still counts."""

    def __init__(self, names: QStringListModel, button: QPushButton, parent: QObject) -> None:
        super().__init__(names, parent)
        self._button = button
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(8)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass a press outside the list on to the button, where it was meant for it."""
        handled = super().eventFilter(watched, event)
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonPress:
            place = self._button.mapFromGlobal(event.globalPosition().toPoint())
            if watched is self.popup() and self._button.rect().contains(place):
                QTimer.singleShot(0, self._button, self._button.click)
        return handled


def _search_field(completer: QCompleter) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName("searchField")
    field.setAccessibleName(wording.SEARCH_NAME)
    field.setPlaceholderText(wording.SEARCH_PLACEHOLDER)
    field.setClearButtonEnabled(True)
    field.setMaxLength(LONGEST_TEXT)
    field.setCompleter(completer)
    enlarge(field, 1.1, field.font().weight())
    return field
