"""Where the person goes: from what was typed or pasted to a question, and back and forth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.domain.link_scheme import is_link
from profile_browser.domain.outcome import Found
from profile_browser.domain.question import Question, count_removed, username_of
from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.messages import refusals
from profile_browser.messages import window as wording
from profile_browser.ui.clipboard import read_text
from profile_browser.ui.history import ConnectionMemory
from profile_browser.ui.widgets.search_row import LONGEST_TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.recent import RecentLookup


class LookupNavigation(QObject):
    """Turns input into questions, and remembers each connection's questions and people."""

    requested = Signal(object, int)  # a Question; how many invisible characters were removed
    left = Signal()  # the answer was left for the start page, or the lookups were forgotten
    link_wanted = Signal(str)
    refused = Signal(str)  # the sentence that says why nothing is looked up

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._layout = USUAL_LAYOUT
        self._memory = ConnectionMemory()
        self._memories: dict[Connection, ConnectionMemory] = {}
        self._kept: Question | None = None

    def recent(self) -> Sequence[RecentLookup]:
        """Return the lookups on this connection, the latest first."""
        return self._memory.history.recent

    def use_connection(self, connection: Connection) -> None:
        """Ask by the ids of this connection, and remember what is looked up there.

        A connection with any other setting may lead to other people, and counts as another one.
        """
        self._layout, self._kept = connection.record, None
        self._memory = self._memories.setdefault(connection, ConnectionMemory())

    def forget(self) -> None:
        """Forget the lookups on this connection, and the people who were seen there."""
        self._memory.forget()
        self.left.emit()

    def forget_all(self, kept: Question | None) -> None:
        """Forget every lookup on every connection. Enter in the empty field asks the kept one."""
        for memory in self._memories.values():
            memory.forget()
        self.left.emit()
        self._kept = kept

    @property
    def has_memory(self) -> bool:
        """Whether any lookup is remembered."""
        memories = self._memories.values()
        return self._kept is not None or any(memory.history.recent for memory in memories)

    def known_names(self) -> Mapping[str, str | None]:
        """Return the usernames seen on this connection, each with its full name."""
        return self._memory.names.prioritize(lookup.question.text for lookup in self.recent())

    def note(self, question: Question, outcome: Outcome) -> None:
        """Note the outcome of a question, and remember the person for the completer."""
        self._memory.history.note(question, outcome)
        if isinstance(outcome, Found):
            self._memory.names.add(outcome.user.username, outcome.user.full_name)

    def return_to(self, question: Question) -> None:
        """Note that the answer to this question is shown again."""
        self._memory.history.return_to(question)

    @Slot(str)
    def ask(self, text: str) -> None:
        """Request a lookup of the user whom this text names."""
        username = username_of(text, self._layout)
        if is_link(username):
            self.link_wanted.emit(username)
            return
        self._ask(Question(username), count_removed(text, username))

    @Slot(str)
    def ask_search(self, text: str) -> None:
        """Request a search for the text as it stands, even where it is a username."""
        if is_link(text.strip()):
            self.link_wanted.emit(text.strip())
            return
        self._ask(Question(text.strip(), search_only=True))

    @Slot()
    def ask_clipboard(self) -> None:
        """Request a lookup of the first line on the clipboard."""
        text = read_text().strip()
        if text:
            self.ask(text.splitlines()[0][:LONGEST_TEXT])  # the field shows what is asked
        else:
            self.refused.emit(wording.CLIPBOARD_EMPTY)

    def name_to_offer(self, text: str) -> str:
        """Return the username or address in a text that was copied elsewhere, if it is one."""
        from profile_browser.domain.copied_name import name_to_offer  # noqa: PLC0415 - not at the start

        return name_to_offer(text, self._layout)

    @Slot(object)
    def visit(self, question: Question) -> None:
        """Request a lookup, and make it the latest of the history."""
        self._visit(question, 0)

    def leave(self) -> None:
        """Note that the start page is shown, so that one step back returns to the answer."""
        self._memory.history.leave()
        self._kept = None
        self.left.emit()

    @Slot()
    def go_back(self) -> None:
        """Request the lookup before this one again."""
        self._revisit(self._memory.history.back())

    @Slot()
    def go_forward(self) -> None:
        """Request the lookup after this one again."""
        self._revisit(self._memory.history.forward())

    def _visit(self, question: Question, removed: int) -> None:
        self._kept = None
        self._memory.history.visit(question)
        self.requested.emit(question, removed)

    def _ask(self, question: Question, removed: int = 0) -> None:
        if question.text:
            self._visit(question, removed)
        elif self._kept is not None:
            self._visit(self._kept, 0)
        else:
            self.refused.emit(refusals.EMPTY_USERNAME)

    def _revisit(self, question: Question | None) -> None:
        if question is not None:
            self.requested.emit(question, 0)
