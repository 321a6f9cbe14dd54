"""The sentences about searches that fail, with placeholders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.problem import Reason
from profile_browser.messages.catalogue import _
from profile_browser.messages.plain_text import steps
from profile_browser.messages.problem_phrases import (
    ASK,
    BY_USERNAME,
    NOTHING_SENT,
    TICKET,
    Wording,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

SEARCH_WORDINGS: Mapping[Reason, Wording] = {
    Reason.SEARCH_TIMED_OUT: Wording(
        _("The search in {connection} timed out"),
        steps(
            _("The search took longer than {query_timeout} seconds."),
            BY_USERNAME,
            _("Try again."),
            TICKET,
        ),
    ),
    Reason.SEARCHING_NOT_ALLOWED: Wording(
        _("{connection} does not let you search profiles"),
        steps(BY_USERNAME, "{searching_right}", ASK),
    ),
    Reason.SEARCH_SERVICE_MISSING: Wording(
        _("{connection} cannot be searched: it has no query service"),
        steps(
            BY_USERNAME,
            _(
                "Your administrator can start the query service, or turn search off for this "
                "connection."
            ),
            ASK,
        ),
    ),
    Reason.SEARCH_TURNED_OFF: Wording(
        _("Search is turned off for {connection}"),
        steps(
            BY_USERNAME,
            _("To search, turn search on for this connection, or ask your administrator."),
        ),
        steps(_("The connection has search = false."), NOTHING_SENT),
    ),
    Reason.SEARCH_NOT_OFFERED: Wording(
        _("{connection} cannot be searched {search}"),
        _("{obstacle} You can still look people up {ways}."),
        steps(_("This way of searching is not available."), NOTHING_SENT),
    ),
    Reason.INDEX_MISSING: Wording(
        _("{connection} cannot be searched: {search_index} is missing"),
        steps(
            BY_USERNAME,
            _(
                "Search needs {search_index}, which your administrator can create. The details "
                "contain the definitions, and profile-browser indexes prints them."
            ),
            ASK,
        ),
        _("A search would have to read every record."),
    ),
    Reason.INDEX_NOT_READY: Wording(
        _("{connection} cannot be searched yet: {search_index} is being built"),
        steps(
            BY_USERNAME,
            _(
                "Building {search_index} for millions of records takes a long time. Try again "
                "later."
            ),
        ),
        _("Until the building has ended, a search times out."),
    ),
    Reason.MATCHES_DAMAGED: Wording(
        _("The record found for {text} in {connection} is damaged"),
        steps(_("{damage} The record is not shown."), ASK),
    ),
    Reason.SEARCH_REFUSED: Wording(
        _("This text cannot be searched for in {connection}"),
        _("{refusal}"),
        steps(_("The search was refused."), NOTHING_SENT),
    ),
}
