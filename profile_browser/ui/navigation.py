"""Where the person goes: from what was typed or pasted to a question, and back and forth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from profile_browser.domain.question import Question, count_removed, username_of
from profile_browser.messages import refusals
from profile_browser.messages import window as wording
from profile_browser.ui.history import LookupHistory, SeenNames
from profile_browser.ui.widgets.search_row import LONGEST_TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from profile_browser.domain.user import User


class LookupNavigation(QObject):
    """Turns input into questions, and remembers the questions and people of this session."""

    requested = Signal(object, int)  # a Question; how many invisible characters were removed
    left = Signal()  # the answer was left for the start page
    refused = Signal(str)  # the sentence that says why nothing is looked up

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._history = LookupHistory()
        self._names = SeenNames()

    @property
    def recent(self) -> Sequence[Question]:
        """The questions of this session, the latest first."""
        return self._history.recent

    def known_names(self) -> Mapping[str, str | None]:
        """Return the usernames seen on this connection, each with its full name."""
        return self._names.prioritize(question.text for question in self.recent)

    def remember(self, user: User) -> None:
        """Remember a person for the completer."""
        self._names.add(user.username, user.full_name)

    def forget_people(self) -> None:
        """Forget the people who were seen, but not what was asked."""
        self._names.forget()

    @Slot(str)
    def ask(self, text: str) -> None:
        """Request a lookup of the user whom this text names."""
        self._ask(Question(username_of(text)), count_removed(text))

    @Slot(str)
    def ask_search(self, text: str) -> None:
        """Request a search for the text as it stands, even where it is a username."""
        self._ask(Question(text.strip(), search_only=True))

    @Slot()
    def ask_clipboard(self) -> None:
        """Request a lookup of the first line on the clipboard."""
        text = QGuiApplication.clipboard().text().strip()
        if text:
            self.ask(text.splitlines()[0][:LONGEST_TEXT])  # the field shows what is asked
        else:
            self.refused.emit(wording.CLIPBOARD_EMPTY)

    @Slot(object)
    def visit(self, question: Question) -> None:
        """Request a lookup, and make it the latest of the history."""
        self._visit(question, 0)

    def leave(self) -> None:
        """Note that the start page is shown, so that one step back returns to the answer."""
        self._history.leave()
        self.left.emit()

    @Slot()
    def go_back(self) -> None:
        """Request the lookup before this one again."""
        self._revisit(self._history.back())

    @Slot()
    def go_forward(self) -> None:
        """Request the lookup after this one again."""
        self._revisit(self._history.forward())

    def _visit(self, question: Question, removed: int) -> None:
        self._history.visit(question)
        self.requested.emit(question, removed)

    def _ask(self, question: Question, removed: int = 0) -> None:
        if question.text:
            self._visit(question, removed)
        else:
            self.refused.emit(refusals.EMPTY_USERNAME)

    def _revisit(self, question: Question | None) -> None:
        if question is not None:
            self.requested.emit(question, 0)
