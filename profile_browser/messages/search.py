"""Sentences about a search: how people were looked for, and with what result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.outcome import Way
from profile_browser.domain.problem import Reason
from profile_browser.messages.catalogue import _, counted, in_context
from profile_browser.messages.plain_text import printable, quoted
from profile_browser.messages.ways import WAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.outcome import Found, Missing
    from profile_browser.domain.problem import Problem


def missing_text(missing: Missing) -> str:
    """Say that no user was found, and whether the search was unavailable."""
    searched = set(missing.tried) - {Way.KEY}
    pattern = (
        _("No one found for {username} in {connection}")
        if searched
        else _("No user named {username} in {connection}")
    )
    text = pattern.format(
        username=quoted(missing.username), connection=printable(missing.connection)
    )
    problem = missing.search_problem
    return text if problem is None else f"{text}; {not_searchable(problem)}"


def not_searchable(problem: Problem) -> str:
    """Say which search was unavailable: one that the store does not offer, or any."""
    if problem.reason is Reason.SEARCH_NOT_OFFERED:
        return _("search {ways} is not available").format(
            ways=WAYS[Way(str(problem.values["search"]))]
        )
    return _("search by e-mail or name is not available")


def reason_text(missing: Missing) -> str:
    """Say why the search was unavailable, with a next step; empty if it was available."""
    problem = missing.search_problem
    if problem is None:
        return ""
    from profile_browser.messages.problems import one_line

    return one_line(problem)


def tried_text(tried: Sequence[Way]) -> str:
    """Say how people were looked for, in order."""
    # Translators: between two ways of searching: “by exact username, then by e-mail”.
    ways = in_context("list", ", then ").join(map(way_text, tried))
    return _("Searched {ways}.").format(ways=ways)


def way_text(way: Way) -> str:
    """Say how an answer was found."""
    return WAYS[way]


def typed_text(found: Found) -> str:
    """Say that a username differs in case from what was typed; empty if it does not."""
    if not found.typed:
        return ""
    return _("Found {username}; you typed {typed}.").format(
        username=quoted(found.user.username), typed=quoted(found.typed)
    )


def more_matches_text(count: int) -> str:
    """Say that the list of matches is truncated, with a next step."""
    return counted(
        "More than {count} match. To narrow the list, type more of the name.",
        "More than {count} matches. To narrow the list, type more of the name.",
        count,
    )
