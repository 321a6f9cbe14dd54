"""A record of every lookup: each must end exactly once, in one of four ways."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.domain.outcome import Found, Matches, Missing

if TYPE_CHECKING:
    from profile_browser.domain.outcome import Answer, Outcome
    from profile_browser.domain.question import Question
    from profile_browser.lookups.lookup_service import LookupService
    from tests.soak.directory import Directory

MOST_VIOLATIONS = 20


class End(StrEnum):
    """How a lookup ended."""

    ANSWERED = "answered"
    CANCELLED = "cancelled"
    OVERTAKEN = "overtaken"
    LEFT = "left with its connection"


@dataclass
class Lookup:
    """One lookup: what was asked where, and how it ended."""

    question: Question
    directory: Directory
    asked_at: float
    end: End | None = None
    outcome: Outcome | None = None


class Ledger(QObject):
    """Follows the service's signals and records violations."""

    changed = Signal()

    def __init__(self, directory: Directory) -> None:
        super().__init__()
        self.directory = directory
        self.latest: Lookup | None = None
        self.listed: Lookup | None = None  # whose list is shown, or is one step back
        self.started = 0
        self.ends: Counter[str] = Counter()
        self.answers: Counter[str] = Counter()
        self.slowest = 0.0
        self.violations: list[str] = []

    def follow(self, service: LookupService) -> None:
        """Record every lookup. Connect the window first, so that it already shows each."""
        service.started.connect(self._record_start)
        service.answered.connect(self._record_answer)
        service.cancelled.connect(self._record_cancel)

    @property
    def is_open(self) -> bool:
        """Whether a lookup is still running."""
        return self.latest is not None and self.latest.end is None

    def report_violation(self, sentence: str) -> None:
        """Record something that must not happen."""
        if len(self.violations) < MOST_VIOLATIONS:
            asked = self.latest.question if self.latest is not None else None
            self.violations.append(
                f"lookup {self.started}, {asked} in {self.directory.title}: {sentence}"
            )

    def leave(self, directory: Directory) -> None:
        """Record that the connection changes; call this before the switch."""
        self._end(End.LEFT)
        self.latest, self.listed, self.directory = None, None, directory

    @Slot(object)
    def _record_start(self, question: Question) -> None:
        self._end(End.OVERTAKEN)
        self.started += 1
        self.latest = Lookup(question, self.directory, monotonic())
        if self.listed is not None and question.text not in self.directory.expected(
            self.listed.question
        ):
            self.listed = None
        self.changed.emit()

    @Slot(object)
    def _record_answer(self, answer: Answer) -> None:
        lookup = self.latest
        if lookup is None or lookup.end is not None or lookup.question != answer.question:
            self.report_violation(f"an answer to {answer.question} came, which nobody awaits")
            return
        lookup.outcome = answer.outcome
        if isinstance(answer.outcome, Matches):
            self.listed = lookup
        self.answers[_kind_of(answer.outcome)] += 1
        self.slowest = max(self.slowest, monotonic() - lookup.asked_at)
        self._check_usernames(lookup)
        self._end(End.ANSWERED)
        self.changed.emit()

    @Slot()
    def _record_cancel(self) -> None:
        if not self.is_open:
            self.report_violation("a lookup was cancelled that had ended")
        self._end(End.CANCELLED)
        self.changed.emit()

    def _end(self, end: End) -> None:
        if self.latest is not None and self.latest.end is None:
            self.latest.end = end
            self.ends[end] += 1

    def _check_usernames(self, lookup: Lookup) -> None:
        usernames = _usernames_of(lookup.outcome)
        if usernames is not None and usernames != lookup.directory.expected(lookup.question):
            self.report_violation(f"the answer names {usernames[:3]} and {len(usernames)} in all")


def _usernames_of(outcome: Outcome | None) -> list[str] | None:
    """Return the usernames in an outcome, or None if it does not say who exists."""
    match outcome:
        case Found(user=user):
            return [user.username]
        case Matches(users=users):
            return [user.username for user in users]
        case Missing(search_problem=None):
            return []
    return None


def _kind_of(outcome: Outcome) -> str:
    if isinstance(outcome, Found | Matches | Missing):
        return type(outcome).__name__.lower()
    return f"problem: {outcome.kind.value}"
