"""Sentences about a search: how people were looked for, and with what result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.outcome import Way
from profile_browser.messages import problems
from profile_browser.messages.plain_text import printable, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.outcome import Found, Missing

NOT_SEARCHABLE = "search by e-mail or name is not available"
_WAYS = {
    Way.KEY: "by exact username",
    Way.EMAIL: "by e-mail",
    Way.BEGINNING: "by the start of a username, e-mail or name",
}


def missing_text(missing: Missing) -> str:
    """Say that no user was found, and whether the search was unavailable."""
    searched = set(missing.tried) - {Way.KEY}
    prefix = "No one found for" if searched else "No user named"
    text = f"{prefix} {quoted(missing.username)} in {printable(missing.connection)}"
    return text if missing.search_problem is None else f"{text}; {NOT_SEARCHABLE}"


def reason_text(missing: Missing) -> str:
    """Say why the search was unavailable, with a next step; empty if it was available."""
    problem = missing.search_problem
    return "" if problem is None else problems.one_line(problem)


def tried_text(tried: Sequence[Way]) -> str:
    """Say how people were looked for, in order."""
    return f"Searched {', then '.join(map(way_text, tried))}."


def way_text(way: Way) -> str:
    """Say how an answer was found."""
    return _WAYS[way]


def typed_text(found: Found) -> str:
    """Say that a username differs in case from what was typed; empty if it does not."""
    if not found.typed:
        return ""
    return f"Found {quoted(found.user.username)}; you typed {quoted(found.typed)}."


def more_matches_text(count: int) -> str:
    """Say that the list of matches is truncated, with a next step."""
    matches = "match" if count == 1 else "matches"
    return f"More than {count} {matches}. To narrow the list, type more of the name."
