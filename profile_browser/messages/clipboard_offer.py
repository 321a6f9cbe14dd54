"""Sentences about offering to look up what another program copied."""

from __future__ import annotations

from profile_browser.messages.catalogue import _
from profile_browser.messages.plain_text import quoted

OFFERING = _("Usernames and e-mail addresses that you copy elsewhere are offered here from now on")
NOT_OFFERING = _("What you copy elsewhere is not looked at any more")
DISMISS_OFFER = _("Dismiss the offer")
COPIED_ELSEWHERE = _("Copied elsewhere:")

_LONGEST = 40  # characters


def look_up(text: str) -> str:
    """Return the label of the button that looks up what was copied."""
    return _("Look up {text}").format(text=quoted(text, _LONGEST))


def offered(text: str) -> str:
    """Say that what was copied in another program can be looked up."""
    return _("Copied: {text}. You can look it up here.").format(text=quoted(text, _LONGEST))
