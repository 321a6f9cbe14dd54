"""What screen readers say where the window shows two texts side by side."""

from __future__ import annotations

from profile_browser.messages.catalogue import _


def key_and_meaning(key: str, meaning: str) -> str:
    """Return a shortcut and what it does, as one sentence: some screen readers skip the key."""
    # Translators: {key} is a shortcut such as Ctrl+L.
    return _("{key}: {meaning}").format(key=key, meaning=meaning)
