"""Sentences about a window that was cleared, because nobody may be in front of it."""

from __future__ import annotations

from profile_browser.messages.catalogue import _, counted
from profile_browser.messages.plain_text import brief, isolated

LOCKED = _("Cleared because the screen was locked or left.")

_LONGEST_NAME = 40  # characters


def cleared_after(minutes: int, name: str) -> str:
    """Say that the window was cleared, and how to see that person again; or nobody."""
    if not name:
        return counted(
            "Cleared after {count} minute without input.",
            "Cleared after {count} minutes without input.",
            minutes,
        )
    return counted(
        "Cleared after {count} minute. Press Enter to see {name} again",
        "Cleared after {count} minutes. Press Enter to see {name} again",
        minutes,
        name=isolated(brief(name, _LONGEST_NAME)),
    )
