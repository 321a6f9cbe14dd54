"""Sorts the answers to a job into rows, entries to search for, and entries to ask again."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, TypeGuard

from profile_browser.domain.outcome import Found, Matches, Missing, Way
from profile_browser.domain.people_list import row_of
from profile_browser.domain.problem import Problem, ProblemKind

if TYPE_CHECKING:
    from datetime import datetime

    from profile_browser.domain.outcome import Outcome, Outcomes
    from profile_browser.domain.people_list import ListRow
    from profile_browser.lookups.list_jobs import Job, PendingEntry


@dataclass
class SortedAnswers:
    """The entries of a job, sorted by what happens to them next.

    ``problem`` is the first one that may concern all entries; ``failed`` are the entries that had
    such a problem, and ``unasked`` those that were left out because of it. ``search_problem`` would
    fail every further search, while lookups by key may succeed.
    """

    answered: list[tuple[PendingEntry, ListRow]] = field(default_factory=list)
    to_search: list[PendingEntry] = field(default_factory=list)
    failed: list[tuple[PendingEntry, Problem]] = field(default_factory=list)
    unasked: list[PendingEntry] = field(default_factory=list)
    problem: Problem | None = None
    search_problem: Problem | None = None

    @property
    def has_answers(self) -> bool:
        """Whether the store has answered for any entry."""
        return bool(self.answered or self.to_search)


def sort_answers(
    job: Job, outcomes: Outcomes, cancelled: Problem, *, searches: bool
) -> SortedAnswers:
    """Sort the entries of a job by its outcomes. ``searches`` if e-mails can be searched for.

    A problem of the whole call answers no entry. If a single entry may be its cause, the job was
    split before. ``cancelled`` is the problem of an answer that contains no entry.
    """
    if isinstance(outcomes, Problem):
        outcomes = dict.fromkeys(job.texts, outcomes)
    read_at = next(filter(None, map(_read_at, outcomes.values())), None)
    result = SortedAnswers()
    for pending in job.pending:
        outcome = outcomes.get(pending.entry.text)
        if outcome is None:
            result.unasked.append(pending)
        elif job.is_search and _is_unavailable(outcome):
            result.search_problem = outcome
            result.answered.append((pending, row_of(pending.entry, outcome)))
        elif isinstance(outcome, Problem) and outcome.would_repeat:
            result.failed.append((pending, outcome))
        elif searches and _needs_search(job, pending, outcome):
            result.to_search.append(pending)
        else:
            result.answered.append((pending, _row(job, pending, outcome, read_at)))
    result.problem = _problem_of(result, cancelled)
    return result


def _problem_of(result: SortedAnswers, cancelled: Problem) -> Problem | None:
    if result.failed:
        return result.failed[0][1]
    return None if result.has_answers else cancelled


def should_split(job: Job, outcomes: Outcomes) -> bool:
    """Return whether one of its entries may be the reason why a whole job failed."""
    is_one = isinstance(outcomes, Problem) and not outcomes.would_repeat
    return is_one and len(job.pending) > 1


def in_list_order(*groups: list[PendingEntry]) -> list[PendingEntry]:
    """Return the entries of all groups in the order of the list."""
    return sorted(chain(*groups), key=lambda one: one.place)


def _is_unavailable(outcome: Outcome) -> TypeGuard[Problem]:
    unavailable = {ProblemKind.MISCONFIGURED, ProblemKind.NOT_ALLOWED}
    return isinstance(outcome, Problem) and outcome.kind in unavailable


def _read_at(outcome: Outcome) -> datetime | None:
    return outcome.read_at if isinstance(outcome, Found | Matches) else None


def _needs_search(job: Job, pending: PendingEntry, outcome: Outcome) -> bool:
    """Return whether an e-mail address is not a username. It may be too long for one."""
    if job.is_search or pending.entry.way is not Way.EMAIL:
        return False
    if isinstance(outcome, Problem):
        return outcome.kind is ProblemKind.BAD_INPUT
    return isinstance(outcome, Missing)


def _row(job: Job, pending: PendingEntry, outcome: Outcome, read_at: datetime | None) -> ListRow:
    """Return the row, which says how it was found."""
    entry = pending.entry
    if not job.is_search and entry.way is Way.EMAIL:
        entry = entry._replace(way=Way.KEY)
    return row_of(entry, outcome, read_at)
