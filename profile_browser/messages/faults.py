"""Sentences about faults in the connection files: one for staff, and details for administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages.settings import BLOCKED

if TYPE_CHECKING:
    from profile_browser.domain.configuration import Configuration

TITLE = "Settings that could not be read"
DETAILS = "Details"
COPIED = "Copied"
DETAILS_NAME = "The settings and what is wrong with them"


def faults_summary(configuration: Configuration, *, works: bool) -> str:
    """Say whose settings have a fault, and whether accounts can be looked up in spite of it."""
    if configuration.blocked:
        return BLOCKED
    subject = _subject(len(configuration.system_faults), len(configuration.own_faults))
    if works:
        return f"{subject}; lookups work."
    return f"{subject}, so no account can be looked up. Ask your administrator."


def _subject(of_system: int, own: int) -> str:
    if of_system and own:
        return f"{of_system + own} settings could not be used"
    if own:
        return f"{_one_of(own)} your own settings could not be used"
    counted = "One setting" if of_system == 1 else f"{of_system} settings"
    return f"{counted} of your administrator could not be read"


def _one_of(count: int) -> str:
    return "One of" if count == 1 else f"{count} of"
