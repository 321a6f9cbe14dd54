"""Asks for the reason of a lookup once for each person, where the administrator demands one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.domain.outcome import Found, Matches

if TYPE_CHECKING:
    from collections.abc import Iterable

    from profile_browser.domain.outcome import Answer
    from profile_browser.domain.question import Question
    from profile_browser.ui.main_window import MainWindow


class ReasonGate(QObject):
    """Keeps the reason for the latest person, or for a text and the people whom it found.

    Only memory holds it, until another person is looked up or the answer is left.
    """

    opened = Signal(object)  # a Question whose reason is known now

    def __init__(self, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._reason = ""
        self._texts: set[str] = set()
        self._waiting: Question | None = None
        window.pages.reason_given.connect(self._take)
        window.navigation.left.connect(self.forget)

    def reason_for(self, question: Question) -> str:
        """Return the reason for a question; empty if it must be asked for."""
        return self._reason if question.text in self._texts else ""

    def ask(self, question: Question) -> None:
        """Ask for the reason in the window. Nothing of an earlier answer is left there."""
        self.forget()
        self._waiting = question
        self._window.pages.ask_reason(question)
        self._window.status.clear_message()

    def note(self, answer: Answer) -> None:
        """Let the reason hold for the people in an answer, too."""
        if not self.reason_for(answer.question):
            return
        match answer.outcome:
            case Found(user=user):
                self._texts.add(user.username)
            case Matches(users=users):
                self._texts.update(user.username for user in users)

    @Slot(object, str)
    def cover(self, texts: Iterable[str], reason: str) -> None:
        """Let the reason for a list hold for a person of it."""
        self._reason, self._texts = reason, set(texts)

    @Slot()
    def forget(self) -> None:
        """Forget the reason and whom it is for."""
        self._reason, self._waiting = "", None
        self._texts.clear()

    @Slot(str)
    def _take(self, reason: str) -> None:
        question, self._waiting = self._waiting, None
        if question is not None:
            self._reason, self._texts = reason, {question.text}
            self.opened.emit(question)
