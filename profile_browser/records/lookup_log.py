"""The log line of a lookup: it names the connection, but not the person."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from profile_browser.domain.outcome import Found, Matches, Missing
from profile_browser.domain.problem import Problem
from profile_browser.messages.plain_text import printable
from profile_browser.messages.problems import details

if TYPE_CHECKING:
    import logging

    from profile_browser.domain.details import DetailsOutcome
    from profile_browser.domain.outcome import Outcome

# Kept only in memory: within one run, lines about the same person can be correlated, but no one can
# find out who it is, even with a list of all usernames.
_KEY = os.urandom(32)
_DIGITS = 12


def log_lookup(
    log: logging.Logger, text: str, outcome: Outcome, seconds: float, connection: str
) -> None:
    """Log the outcome of a lookup of a text. ``connection`` is its title."""
    person = pseudonym(outcome.user.username if isinstance(outcome, Found) else text)
    where = f"in {seconds * 1000:.0f} ms on {printable(connection)}"
    match outcome:
        case Found(way=way):
            log.info("Found %s by %s %s", person, way.value, where)
        case Matches(users=users, way=way):
            log.info("Found %s people for %s by %s %s", len(users), person, way.value, where)
        case Missing(search_problem=Problem() as problem):
            log.warning("No match by key for %s %s\n%s", person, where, details(problem))
        case Missing():
            log.info("No match for %s %s", person, where)
        case problem:
            log.warning("Lookup of %s failed %s\n%s", person, where, details(problem))


def log_details(log: logging.Logger, outcome: DetailsOutcome, connection: str) -> None:
    """Log the outcome of a read of a record's details. ``connection`` is its title."""
    if isinstance(outcome, Problem):
        log.warning("Reading details on %s failed\n%s", printable(connection), details(outcome))
    else:
        found = "no record" if isinstance(outcome, Missing) else "a record"
        log.info("Read the details of %s on %s", found, printable(connection))


def pseudonym(text: str) -> str:
    """Return the pseudonym of a text in this process's log."""
    from profile_browser.records.pseudonym import keyed_hash

    return keyed_hash(_KEY, text)[:_DIGITS]
