"""What a look-up leaves in the log: one line that tells of the connection, and of nobody's name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from profile_browser.domain.outcome import Found, Matches, Missing
from profile_browser.domain.problem import Problem
from profile_browser.messages.plain_text import printable
from profile_browser.messages.problems import details

if TYPE_CHECKING:
    import logging

    from profile_browser.domain.outcome import Outcome

# Kept in memory alone: lines of one run can be told to concern the same person, and nobody can
# work out whom, not even with the log and a list of all usernames.
_KEY = os.urandom(32)
_DIGITS = 12


def log_lookup(
    log: logging.Logger, text: str, outcome: Outcome, seconds: float, connection: str
) -> None:
    """Log what came of asking a connection, named by its title, for a text."""
    whom = pseudonym(outcome.user.username if isinstance(outcome, Found) else text)
    where = f"in {seconds * 1000:.0f} ms on {printable(connection)}"
    match outcome:
        case Found(way=way):
            log.info("Found %s by %s %s", whom, way.value, where)
        case Matches(users=users, way=way):
            log.info("Found %s people for %s by %s %s", len(users), whom, way.value, where)
        case Missing(search_problem=Problem() as problem):
            log.warning("Found nobody by key for %s %s\n%s", whom, where, details(problem))
        case Missing():
            log.info("Found nobody for %s %s", whom, where)
        case problem:
            log.warning("No answer for %s %s\n%s", whom, where, details(problem))


def pseudonym(text: str) -> str:
    """Return what stands for a text in the log of this process."""
    from profile_browser.records.pseudonym import keyed_hash

    return keyed_hash(_KEY, text)[:_DIGITS]
