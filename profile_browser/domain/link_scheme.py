"""How a link of this program begins. What may follow is in ``link.py``."""

from __future__ import annotations

SCHEME = "profile-browser"


def is_link(text: str) -> bool:
    """Return whether a text is a link of this program, be it valid or not."""
    return text[: len(SCHEME) + 1].lower() == f"{SCHEME}:"
