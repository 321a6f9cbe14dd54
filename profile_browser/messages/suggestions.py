"""The list of suggestions below the search field."""

from __future__ import annotations

from profile_browser.messages.catalogue import counted
from profile_browser.messages.plain_text import brief, isolated

_LONGEST_USERNAME, _LONGEST_NAME = 100, 40  # characters; the list shows fewer


def shown_username(username: str) -> str:
    """Return a username as the list shows it."""
    return brief(username, _LONGEST_USERNAME)


def shown_name(full_name: str | None) -> str:
    """Return a full name as the list shows it; empty if there is none."""
    return brief(full_name.strip(), _LONGEST_NAME) if full_name else ""


def suggestion(username: str, full_name: str | None) -> str:
    """Return a person's entry."""
    shown, name = shown_username(username), shown_name(full_name)
    return f"{isolated(shown)}  ·  {isolated(name)}" if name else shown


def more_people(count: int) -> str:
    """Say that more people match than are listed, and what to do."""
    return counted(
        "More than {count} match. Keep typing.", "More than {count} match. Keep typing.", count
    )
