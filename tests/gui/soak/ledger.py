"""What became of each look-up: each ends once, and in one of four ways."""

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
    from tests.gui.soak.people import Place

MOST_VIOLATIONS = 20


class End(StrEnum):
    """How a look-up ended."""

    ANSWERED = "answered"
    CANCELLED = "cancelled"
    OVERTAKEN = "overtaken"
    LEFT = "left with its connection"


@dataclass
class Lookup:
    """One look-up: what was asked where, and what came of it."""

    question: Question
    place: Place
    asked_at: float
    end: End | None = None
    outcome: Outcome | None = None


class Ledger(QObject):
    """Follows the service's signals, and notes what may not be."""

    changed = Signal()

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.latest: Lookup | None = None
        self.listed: Lookup | None = None  # whose list is shown, or lies behind a person of it
        self.started = 0
        self.ends: Counter[str] = Counter()
        self.answers: Counter[str] = Counter()
        self.slowest = 0.0
        self.violations: list[str] = []

    def follow(self, service: LookupService) -> None:
        """Hear of every look-up; connect this after the window, which then shows it already."""
        service.started.connect(self._note_start)
        service.answered.connect(self._note_answer)
        service.cancelled.connect(self._note_cancel)

    @property
    def is_open(self) -> bool:
        """Whether a look-up has not ended yet."""
        return self.latest is not None and self.latest.end is None

    def accuse(self, sentence: str) -> None:
        """Note what may not be."""
        if len(self.violations) < MOST_VIOLATIONS:
            asked = self.latest.question if self.latest is not None else None
            self.violations.append(
                f"look-up {self.started}, {asked} in {self.place.title}: {sentence}"
            )

    def leave(self, place: Place) -> None:
        """Note that the connection is switched; call it before."""
        self._end(End.LEFT)
        self.latest, self.listed, self.place = None, None, place

    @Slot(object)
    def _note_start(self, question: Question) -> None:
        self._end(End.OVERTAKEN)
        self.started += 1
        self.latest = Lookup(question, self.place, monotonic())
        if self.listed is not None and question.text not in self.place.truth(self.listed.question):
            self.listed = None
        self.changed.emit()

    @Slot(object)
    def _note_answer(self, answer: Answer) -> None:
        lookup = self.latest
        if lookup is None or lookup.end is not None or lookup.question != answer.question:
            self.accuse(f"an answer to {answer.question} came, which nobody awaits")
            return
        lookup.outcome = answer.outcome
        if isinstance(answer.outcome, Matches):
            self.listed = lookup
        self.answers[_kind_of(answer.outcome)] += 1
        self.slowest = max(self.slowest, monotonic() - lookup.asked_at)
        self._check_truth(lookup)
        self._end(End.ANSWERED)
        self.changed.emit()

    @Slot()
    def _note_cancel(self) -> None:
        if not self.is_open:
            self.accuse("a look-up was cancelled that had ended")
        self._end(End.CANCELLED)
        self.changed.emit()

    def _end(self, end: End) -> None:
        if self.latest is not None and self.latest.end is None:
            self.latest.end = end
            self.ends[end] += 1

    def _check_truth(self, lookup: Lookup) -> None:
        told = _usernames_of(lookup.outcome)
        if told is not None and told != lookup.place.truth(lookup.question):
            self.accuse(f"the answer names {told[:3]} and {len(told)} in all")


def _usernames_of(outcome: Outcome | None) -> list[str] | None:
    """Return who an outcome says there is; None where it does not know."""
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
