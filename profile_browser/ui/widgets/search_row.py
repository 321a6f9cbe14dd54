"""The search field with its completer and clear button, 'Look up', and the help menu."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from profile_browser.messages import ways
from profile_browser.messages import window as wording
from profile_browser.ui.direction import align_with_start
from profile_browser.ui.properties import set_properties
from profile_browser.ui.widgets.clear_button import ClearButton
from profile_browser.ui.widgets.containers import PAGE_MARGIN, centre
from profile_browser.ui.widgets.copied_mark import CopiedMark
from profile_browser.ui.widgets.help_button import HelpButton
from profile_browser.ui.widgets.search_field import SearchField
from profile_browser.ui.widgets.styling import enlarge
from profile_browser.ui.widgets.tooltips import show_whole_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.user import User
    from profile_browser.ui.theme import Theme
    from profile_browser.ui.widgets.completer import UsernameCompleter

# Far longer than a username, an address or a name, and short enough to be drawn at once.
LONGEST_TEXT = 1000
_AROUND_TEXT = 50  # device-independent pixels: the field's padding, and its clear button


class SearchRow(QWidget):
    """The row in which a person types. It emits the text that is to be looked up."""

    submitted = Signal(str)
    search_submitted = Signal(str)
    typed = Signal(str)  # what the person typed; empty once something else changed the text

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._typed = ""
        self._masking = theme.masking
        self._known_names: Callable[[], Mapping[str, str | None]] = dict
        self.button = QPushButton(wording.LOOK_UP)
        self.button.setObjectName("lookupButton")
        set_properties(self.button, focusPolicy="TabFocus")  # a click leaves focus in the field
        self.help = HelpButton(theme)
        self.field = _search_field()
        self._lay_out()
        self._connect()
        ClearButton(self.field, theme)

    @cached_property
    def _completer(self) -> UsernameCompleter:
        """The list of usernames. A start without it takes 12 ms less: Qt makes what draws it."""
        from profile_browser.ui.widgets.completer import (  # noqa: PLC0415 - not at the start
            UsernameCompleter,
        )

        completer = UsernameCompleter(self.button, self._masking, self)
        completer.set_known_names(self._known_names)
        completer.chosen.connect(self.submit)
        completer.dismissed.connect(self._dismiss_suggestions)
        self.field.setCompleter(completer)
        return completer

    def use_connection(self, connection: Connection) -> None:
        """Say in the empty field what can be looked up on this connection."""
        self.field.setPlaceholderText(ways.search_placeholder(connection))
        self._fit_tooltip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay in the middle of a wide window. A placeholder that is cut has a tooltip."""
        centre(self._layout, event.size().width())
        super().resizeEvent(event)
        self._fit_tooltip()

    def _fit_tooltip(self) -> None:
        wanted, room = self.field.placeholderText(), self.field.width() - _AROUND_TEXT
        is_cut = self.field.fontMetrics().horizontalAdvance(wanted) > room
        show_whole_text(self.field, wanted, is_cut=is_cut)

    def show_text(self, text: str) -> None:
        """Put a text into the field, all of it selected, and close the completer."""
        if self._has_completer:
            self._completer.close_list()
        self._typed = ""
        self.field.setText(text)
        self.field.selectAll()

    def forget(self) -> None:
        """Empty the field, so that it cannot be undone, and the list of people under it."""
        self.show_text("")
        if self._has_completer:
            self._completer.forget()

    @property
    def _has_completer(self) -> bool:
        return self.field.completer() is not None

    @Slot()
    def end_suggestions(self) -> bool:
        """Suggest nothing more for the typed text. Returns False if that was so already."""
        if not self._typed:
            return False
        self._typed = ""
        self.typed.emit("")
        return True

    @Slot()
    def _dismiss_suggestions(self) -> None:
        """Put back what the person typed: Qt shows a highlighted name in its place."""
        self.end_suggestions()
        typed = self._completer.completionPrefix()
        if self.field.text() != typed:
            self.field.setText(typed)

    def is_waiting_with(self, text: str) -> bool:
        """Return whether the field has the focus and still this text: no other is being typed."""
        return self.window().focusWidget() is self.field and self.field.text() == text

    @Slot()
    def select_text(self) -> None:
        """Go to the field, so that the next key replaces its text."""
        if self.isVisible():
            self.field.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)
        else:  # before the window is shown, the reason has no effect
            self.field.setFocus()
        self.field.selectAll()

    @Slot(str)
    def type_instead(self, text: str) -> None:
        """Go to the field, and replace its text by what was typed elsewhere."""
        self.select_text()
        self.field.insert(text)

    def set_known_names(self, known: Callable[[], Mapping[str, str | None]]) -> None:
        """Ask this function for usernames to complete, each with its full name or None."""
        self._known_names = known

    @Slot(str, object)
    def suggest(self, text: str, users: Sequence[User]) -> None:
        """Suggest these people too, if this is still the text that was typed."""
        if not users or text != self._typed or not self.field.hasFocus():
            return
        self._completer.fill_list(text, users)
        self._completer.setCompletionPrefix(text)
        self._completer.complete()

    @Slot()
    def submit(self) -> None:
        """Submit the text, and go to the field."""
        self.field.setFocus()
        self.submitted.emit(self.field.text())

    @Slot()
    def submit_search(self) -> None:
        """Submit the text for a search, even where it is a username, and go to the field."""
        self.field.setFocus()
        self.search_submitted.emit(self.field.text())

    @cached_property
    def _copied_mark(self) -> CopiedMark:
        return CopiedMark(self)

    def show_copied(self) -> None:
        """Say beside the help menu that what its entry copies was copied."""
        self._copied_mark.show_at(self.help)

    @Slot(str)
    def _note_typing(self, text: str) -> None:
        self._typed = text
        self._completer.fill_list(text)
        self.typed.emit(text)

    @Slot(str)
    def _note_change(self, text: str) -> None:
        if text != self._typed:
            self._typed = ""
            self.typed.emit("")

    def _lay_out(self) -> None:
        self._layout = layout = QHBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, 16, PAGE_MARGIN, 12)
        layout.setSpacing(10)
        layout.addWidget(self.field, 1)
        layout.addWidget(self.button)
        layout.addWidget(self.help)

    def _connect(self) -> None:
        self.field.returnPressed.connect(self.submit)
        self.field.textEdited.connect(self._note_typing)
        self.field.textChanged.connect(self._note_change)
        self.button.clicked.connect(self.submit)


def _search_field() -> SearchField:
    field = SearchField()
    field.setObjectName("searchField")
    field.setAccessibleName(wording.SEARCH_NAME)
    field.setPlaceholderText(ways.SEARCH_PLACEHOLDER)
    field.setMaxLength(LONGEST_TEXT)
    align_with_start(field)
    enlarge(field, 1.1, field.font().weight())
    return field
