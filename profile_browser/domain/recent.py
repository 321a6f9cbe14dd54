"""A lookup of this run, and what became of it."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.outcome import Found, Matches, Missing
from profile_browser.domain.problem import Problem, ProblemKind

if TYPE_CHECKING:
    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.question import Question


class RecentState(Enum):
    """What the last answer to a question was."""

    UNANSWERED = auto()  # it is pending, was cancelled, or failed for a reason outside the record
    FOUND = auto()
    SEVERAL = auto()
    MISSING = auto()
    DAMAGED = auto()


class RecentLookup(NamedTuple):
    """A question with its last outcome, and the full name of the person if one was found."""

    question: Question
    state: RecentState = RecentState.UNANSWERED
    full_name: str | None = None


def recent_lookup(question: Question, outcome: Outcome) -> RecentLookup:
    """Return what to remember of an answer."""
    match outcome:
        case Found():
            return RecentLookup(question, RecentState.FOUND, outcome.user.full_name)
        case Matches():
            return RecentLookup(question, RecentState.SEVERAL)
        case Missing():
            return RecentLookup(question, RecentState.MISSING)
        case Problem(kind=ProblemKind.DAMAGED_DOCUMENT):
            return RecentLookup(question, RecentState.DAMAGED)
    return RecentLookup(question)
