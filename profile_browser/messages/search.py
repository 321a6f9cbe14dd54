"""What is said about finding people: which ways were gone, and what they came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.outcome import Way
from profile_browser.messages import problems
from profile_browser.messages.plain_text import printable, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.outcome import Missing

NOT_SEARCHABLE = "searching by e-mail or name is not available there"
_WAYS = {
    Way.KEY: "by the exact username",
    Way.EMAIL: "by e-mail",
    Way.BEGINNING: "by the beginning of a username, e-mail or name",
}


def missing_text(missing: Missing) -> str:
    """Say that there is nobody of this name, and where it is so that no search could be made."""
    searched = set(missing.tried) - {Way.KEY}
    nobody = "Nobody found for" if searched else "No user named"
    text = f"{nobody} {quoted(missing.username)} in {printable(missing.connection)}"
    return text if missing.search_problem is None else f"{text}; {NOT_SEARCHABLE}"


def reason_text(missing: Missing) -> str:
    """Say why no search could be made and what to ask the administrator for; empty if it was."""
    problem = missing.search_problem
    return "" if problem is None else problems.one_line(problem)


def tried_text(tried: Sequence[Way]) -> str:
    """Say which ways were gone, in their order."""
    return f"Looked up {', then '.join(map(way_text, tried))}."


def way_text(way: Way) -> str:
    """Say how an answer was come by."""
    return _WAYS[way]


def more_matches_text(count: int) -> str:
    """Say that a list was cut, and what helps."""
    return f"More than {count}: type more"
