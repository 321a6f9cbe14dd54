"""Sentences about a search: how people were looked for, and with what result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.outcome import Way
from profile_browser.domain.problem import Reason
from profile_browser.messages import problems
from profile_browser.messages.plain_text import printable, quoted
from profile_browser.messages.ways import WAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.outcome import Found, Missing
    from profile_browser.domain.problem import Problem


def missing_text(missing: Missing) -> str:
    """Say that no user was found, and whether the search was unavailable."""
    searched = set(missing.tried) - {Way.KEY}
    prefix = "No one found for" if searched else "No user named"
    text = f"{prefix} {quoted(missing.username)} in {printable(missing.connection)}"
    problem = missing.search_problem
    return text if problem is None else f"{text}; {not_searchable(problem)}"


def not_searchable(problem: Problem) -> str:
    """Say which search was unavailable: one that the store does not offer, or any."""
    if problem.reason is Reason.SEARCH_NOT_OFFERED:
        return f"search {WAYS[Way(str(problem.values['search']))]} is not available"
    return "search by e-mail or name is not available"


def reason_text(missing: Missing) -> str:
    """Say why the search was unavailable, with a next step; empty if it was available."""
    problem = missing.search_problem
    return "" if problem is None else problems.one_line(problem)


def tried_text(tried: Sequence[Way]) -> str:
    """Say how people were looked for, in order."""
    return f"Searched {', then '.join(map(way_text, tried))}."


def way_text(way: Way) -> str:
    """Say how an answer was found."""
    return WAYS[way]


def typed_text(found: Found) -> str:
    """Say that a username differs in case from what was typed; empty if it does not."""
    if not found.typed:
        return ""
    return f"Found {quoted(found.user.username)}; you typed {quoted(found.typed)}."


def more_matches_text(count: int) -> str:
    """Say that the list of matches is truncated, with a next step."""
    matches = "match" if count == 1 else "matches"
    return f"More than {count} {matches}. To narrow the list, type more of the name."
