"""The order of a lookup: first the exact username, then a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.outcome import Missing, Outcome, Way
from profile_browser.domain.problem import Problem, ProblemKind, refused_search

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.question import Question
    from profile_browser.domain.store import ProfileStore

MAX_MATCHES = 50  # people in a list of matches
# Search is unavailable. A retry may fix any other problem.
_SEARCH_UNAVAILABLE = {
    ProblemKind.MISCONFIGURED,
    ProblemKind.NOT_ALLOWED,
    ProblemKind.UNEXPECTED,
}


def ask(
    store: ProfileStore, connection: Connection, question: Question, limit: int = MAX_MATCHES
) -> Outcome:
    """Return the outcome of a question.

    The exact username is read by key. Only if it is missing, and the connection allows it, the
    store is searched. If search is unavailable, the outcome is still Missing, with the problem.
    """
    refused = refused_search(connection, question.kind)
    if question.search_only and refused is not None:
        return refused
    by_key = None if question.search_only else store.look_up(question.text, question.reason)
    if by_key is not None and not _needs_search(by_key, connection):
        return by_key
    outcome = store.search(question, limit) if refused is None else refused
    if isinstance(by_key, Missing):
        return _combine(by_key, outcome, question)
    return outcome


def _needs_search(by_key: Outcome, connection: Connection) -> bool:
    if isinstance(by_key, Problem):  # text too long for a username may be a name or an e-mail
        return by_key.kind is ProblemKind.BAD_INPUT and bool(connection.searches)
    return isinstance(by_key, Missing) and bool(connection.searches)


def _combine(by_key: Missing, outcome: Outcome, question: Question) -> Outcome:
    if isinstance(outcome, Problem):
        is_search_unavailable = outcome.kind in _SEARCH_UNAVAILABLE
        return by_key._replace(search_problem=outcome) if is_search_unavailable else outcome
    if isinstance(outcome, Missing):
        return by_key._replace(tried=(Way.KEY, Way(question.kind)))
    return outcome
