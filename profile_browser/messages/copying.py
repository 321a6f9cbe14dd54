"""Sentences about copying to the clipboard."""

from __future__ import annotations

from profile_browser.messages.catalogue import _, label_text
from profile_browser.messages.plain_text import inside_sentence

COPY_ALL = _("Copy all")
COPY_AS_TEXT = _("All fields")
COPY_AS_JSON = _("As JSON")
COPY_TICKET = _("Copy for a ticket")
COPY_DETAILS = _("Copy details")
COPY_SELECTION = _("Copy selection")
COPIED = _("Copied")
COPIED_DETAILS = _("Copied the details")
NOTHING_TO_COPY = _("There is no profile to copy")

_THINGS = {"Account": _("Account state")}  # what a copy has, where the label alone would mislead


def copied(label: str) -> str:
    """Say what was copied to the clipboard."""
    return _("Copied: {label}").format(label=_thing(label))


def copied_part(label: str) -> str:
    """Say that what was selected was copied, which is not the whole field."""
    return _("Copied a part: {label}").format(label=_thing(label))


def copy_field(label: str) -> str:
    """Return the label of the button that copies one field."""
    return _("Copy {label}").format(label=inside_sentence(_thing(label)))


def _thing(label: str) -> str:
    return _THINGS.get(label) or label_text(label)
