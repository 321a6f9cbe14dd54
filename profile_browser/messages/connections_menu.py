"""Sentences of the band's menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages.catalogue import _
from profile_browser.messages.environments import ENVIRONMENTS
from profile_browser.messages.plain_text import brief, inside_sentence
from profile_browser.messages.window import LONGEST_TITLE

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection

SWITCH = _("Switch connection")
MANAGE = _("Connections …")
KEY_SWITCH = _("Switch to the first connection (2 to 9: the others)")


def menu_entry(connection: Connection) -> str:
    """Name a connection in the band's menu, with its environment."""
    title = brief(connection.title, LONGEST_TITLE).replace("&", "&&")  # Qt would make it a mnemonic
    if connection.is_sample:
        return title
    return f"{title}  ·  {inside_sentence(ENVIRONMENTS[connection.environment])}"
