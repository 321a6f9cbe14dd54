"""The search field with its completer and clear button, and 'Look up'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QPushButton, QWidget

from profile_browser.domain.wording import window as wording
from profile_browser.ui.parts import PAGE_MARGIN, enlarge

if TYPE_CHECKING:
    from collections.abc import Sequence

# Far more than a username, an address or a name, and little enough to be drawn at once.
LONGEST_TEXT = 1000


class SearchRow(QWidget):
    """Where a person types; emits what was typed when it is to be looked up."""

    submitted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._names = QStringListModel(self)
        self.field = _search_field(self._completer())
        self.button = QPushButton(wording.LOOK_UP)
        self.button.setObjectName("lookupButton")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, 16, PAGE_MARGIN, 12)
        layout.setSpacing(10)
        layout.addWidget(self.field, 1)
        layout.addWidget(self.button)
        self.field.returnPressed.connect(self._submit)
        self.button.clicked.connect(self._submit)

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

    def _completer(self) -> QCompleter:
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(8)
        return completer


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
