"""Sentences about faults in the connection files: one for staff, and details for administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages.catalogue import _
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
    subject = _subject(len(configuration.system_faults), len(configuration.own_faults))
    if works:
        return _("{subject}; lookups work.").format(subject=subject)
    return _("{subject}, so no account can be looked up. Ask your administrator.").format(
        subject=subject
    )


def _subject(of_system: int, own: int) -> str:
    if of_system and own:
        return _("{of_system} settings could not be used").format(of_system=of_system + own)
    if own:
        return _("{own} your own settings could not be used").format(own=_one_of(own))
    counted = (
        _("One setting")
        if of_system == 1
        else _("{of_system} settings").format(of_system=of_system)
    )
    return _("{counted} of your administrator could not be read").format(counted=counted)


def _one_of(count: int) -> str:
    return _("One of") if count == 1 else _("{count} of").format(count=count)
