"""Sentences about faults in the connection files: one for staff, and details for administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages.catalogue import _, counted
from profile_browser.messages.settings import BLOCKED

if TYPE_CHECKING:
    from profile_browser.domain.configuration import Configuration

TITLE = _("Settings that could not be read")
DETAILS = _("Details")
COPIED = _("Copied")
DETAILS_NAME = _("The settings and what is wrong with them")


def faults_summary(configuration: Configuration, *, works: bool) -> str:
    """Say whose settings have a fault, and whether accounts can be looked up in spite of it."""
    if configuration.blocked:
        return BLOCKED
    of_system, own = len(configuration.system_faults), len(configuration.own_faults)
    said = _said(of_system, own)
    if works:
        return _("{faults}; lookups work.").format(faults=said)
    return _("{faults}, so no account can be looked up. Ask your administrator.").format(
        faults=said
    )


def _said(of_system: int, own: int) -> str:
    if of_system and own:
        return counted(
            "{count} setting could not be used",
            "{count} settings could not be used",
            of_system + own,
        )
    if own == 1:
        return _("One of your own settings could not be used")
    if own:
        return counted(
            "{count} of your own settings could not be used",
            "{count} of your own settings could not be used",
            own,
        )
    if of_system == 1:
        return _("One setting of your administrator could not be read")
    return counted(
        "{count} setting of your administrator could not be read",
        "{count} settings of your administrator could not be read",
        of_system,
    )
