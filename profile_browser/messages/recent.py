"""The list of recent lookups on the start page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.recent import RecentState
from profile_browser.messages.catalogue import _, in_context
from profile_browser.messages.plain_text import brief, is_blank, isolated

if TYPE_CHECKING:
    from profile_browser.domain.recent import RecentLookup

HEADING = _("Recent lookups")
CLEAR = _("Clear")
CLEAR_NAME = _("Clear the recent lookups")

_LONGEST_TEXT, _LONGEST_NAME = 40, 60  # characters; a longer text would push the state out of sight
_STATES = {
    RecentState.UNANSWERED: _("no answer"),
    RecentState.FOUND: in_context("a recent lookup", "found"),
    RecentState.SEVERAL: _("several people"),
    RecentState.MISSING: _("not found"),
    RecentState.DAMAGED: _("damaged record"),
}


def recent_entry(lookup: RecentLookup) -> str:
    """Return a lookup's entry: what was asked, and what became of it."""
    parts = [isolated(brief(lookup.question.text, _LONGEST_TEXT))]
    if lookup.question.search_only:
        parts.append(in_context("a recent lookup", "search"))
    parts.append(_state_text(lookup))
    return "  ·  ".join(parts)


def cleared(connection: str) -> str:
    """Say that the recent lookups of a connection were forgotten."""
    return _("Cleared the recent lookups of {connection}").format(connection=connection)


def _state_text(lookup: RecentLookup) -> str:
    name, state = lookup.full_name, _STATES[lookup.state]
    if name is None or is_blank(name):
        return state
    return f"{state}: {isolated(brief(name.strip(), _LONGEST_NAME))}"
