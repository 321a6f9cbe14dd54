"""The search field with its completer and clear button, 'Look up', and the help menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QPushButton, QWidget

from profile_browser.messages import window as wording
from profile_browser.ui.widgets.completer import NamesList
from profile_browser.ui.widgets.containers import PAGE_MARGIN
from profile_browser.ui.widgets.help_button import HelpButton
from profile_browser.ui.widgets.styling import enlarge

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.user import User
    from profile_browser.ui.theme import Theme

# Far more than a username, an address or a name, and little enough to be drawn at once.
LONGEST_TEXT = 1000


class SearchRow(QWidget):
    """Where a person types; emits what was typed when it is to be looked up."""

    submitted = Signal(str)
    search_submitted = Signal(str)
    typed = Signal(str)  # what a person typed; empty once something else changed the text

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._typed = ""
        self.button = QPushButton(wording.LOOK_UP)
        self.button.setObjectName("lookupButton")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys in the field
        self.help = HelpButton(theme)
        self._names = NamesList(self.button, self)
        self.field = _search_field(self._names)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, 16, PAGE_MARGIN, 12)
        layout.setSpacing(10)
        layout.addWidget(self.field, 1)
        layout.addWidget(self.button)
        layout.addWidget(self.help)
        self._connect()
        self._draw_clear_button()

    def suit(self, connection: Connection) -> None:
        """Say in the empty field what can be typed for this connection."""
        wanted = wording.SEARCH_PLACEHOLDER if connection.search else wording.USERNAME_PLACEHOLDER
        self.field.setPlaceholderText(wanted)

    def show_text(self, text: str) -> None:
        """Put a text into the field, for the next key to replace; that ends all choosing."""
        self._names.close_list()
        self.field.setText(text)
        self.field.selectAll()

    @Slot()
    def select_text(self) -> None:
        """Go to the field, so that the next key replaces what is in it."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @Slot(str)
    def type_instead(self, text: str) -> None:
        """Go to the field with what was typed elsewhere, in place of what is in it."""
        self.select_text()
        self.field.insert(text)

    def know(self, known: Callable[[], Mapping[str, str | None]]) -> None:
        """Offer these usernames while a person types; beside each stands its full name."""
        self._names.know(known)

    def suggest(self, text: str, users: Sequence[User]) -> None:
        """Offer these people too, if this text is still the one that was typed."""
        if not users or text != self._typed or not self.field.hasFocus():
            return
        self._names.list_for(text, users)
        self._names.setCompletionPrefix(text)
        self._names.complete()

    @Slot()
    def submit_search(self) -> None:
        """Have the text searched for, even where it is a username."""
        self.search_submitted.emit(self.field.text())

    @Slot()
    def _submit(self) -> None:
        self.submitted.emit(self.field.text())

    @Slot(str)
    def _note_typing(self, text: str) -> None:
        self._typed = text
        self._names.list_for(text)
        self.typed.emit(text)

    @Slot(str)
    def _note_change(self, text: str) -> None:
        if text != self._typed:
            self._typed = ""
            self.typed.emit("")

    def _connect(self) -> None:
        self.field.returnPressed.connect(self._submit)
        self._names.chosen.connect(self._submit)
        self.field.textEdited.connect(self._note_typing)
        self.field.textChanged.connect(self._note_change)
        self.button.clicked.connect(self._submit)
        self._theme.changed.connect(self._draw_clear_button)

    @Slot()
    def _draw_clear_button(self) -> None:
        """Give Qt's own clear button our icon: a desktop's may be too faint to see."""
        action = self.field.findChild(QAction)
        if action is not None:
            action.setIcon(self._theme.icon("clear", self._theme.colors.muted))


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
