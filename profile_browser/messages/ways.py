"""How people are looked for, in words, and what a connection cannot do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.outcome import Way
from profile_browser.domain.question import SearchKind
from profile_browser.domain.store_kind import SEARCHES, Capability
from profile_browser.messages.catalogue import _, in_context, label_text
from profile_browser.messages.plain_text import quoted

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection

WAYS = {
    Way.KEY: _("by exact username"),
    Way.EMAIL: _("by e-mail"),
    Way.BEGINNING: _("by the start of a username, e-mail or name"),
}
_EMAIL, _BEGINNING = frozenset({Capability.EMAIL}), frozenset({Capability.BEGINNING})
SEARCH_PLACEHOLDER = _("Username, e-mail or name")
_PLACEHOLDERS = {
    SEARCHES: SEARCH_PLACEHOLDER,
    _EMAIL: _("Username or e-mail"),
    _BEGINNING: _("Username or name"),
}
WELCOME_HINT = _("Type a username, an e-mail address or a name above and press Enter.")
_SEARCH_OFF = _("Type a username above and press Enter. Search by e-mail and name is turned off.")
_NO_SEARCH = _("Type a username above and press Enter. Search by e-mail and name is not available.")
_WELCOME_HINTS = {
    SEARCHES: WELCOME_HINT,
    _EMAIL: _(
        "Type a username or an e-mail address above and press Enter. Search by name is "
        "not available."
    ),
    _BEGINNING: _(
        "Type a username or a name above and press Enter. Search by e-mail is not available."
    ),
}


def search_placeholder(connection: Connection) -> str:
    """Say in the empty search field what can be typed for this connection."""
    return _PLACEHOLDERS.get(connection.searches, label_text("Username"))


def typing_hint(connection: Connection) -> str:
    """Say what can be typed for this connection, and which search it lacks."""
    without_search = _SEARCH_OFF if connection.capabilities & SEARCHES else _NO_SEARCH
    return _WELCOME_HINTS.get(connection.searches, without_search)


def offered_ways(connection: Connection) -> str:
    """Say how people can be looked up on this connection."""
    searches = [WAYS[Way(kind)] for kind in SearchKind if Capability(kind) in connection.searches]
    return in_context("list", " or ").join([WAYS[Way.KEY], *searches])


def search_obstacle(connection: Connection, kind: SearchKind) -> str:
    """Say why a connection does not offer this search: a key is missing, or the store cannot."""
    keys = (key for key in connection.kind.location if Capability(kind) in key.enables)
    for key in keys:
        return _("The connection has no {label}, which your administrator can add.").format(
            label=quoted(label_text(key.label))
        )
    return _("{title} does not support this search.").format(title=connection.kind.title)
