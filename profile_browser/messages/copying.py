"""Sentences about copying to the clipboard."""

from __future__ import annotations

from profile_browser.messages.catalogue import _
from profile_browser.messages.plain_text import inside_sentence

COPY_ALL = "Copy all"
COPY_AS_TEXT = "All fields"
COPY_AS_JSON = "As JSON"
COPY_TICKET = _("Copy for a ticket")
COPY_DETAILS = "Copy details"
COPY_SELECTION = "Copy selection"
COPIED = "Copied"
COPIED_DETAILS = "Copied the details"
NOTHING_TO_COPY = "There is no profile to copy"

_THINGS = {"Account": "Account state"}  # what a copy has, where the label alone would mislead


def copied(label: str) -> str:
    """Say what was copied to the clipboard."""
    return f"Copied: {_thing(label)}"


def copy_field(label: str) -> str:
    """Return the label of the button that copies one field."""
    return f"Copy {inside_sentence(_thing(label))}"


def _thing(label: str) -> str:
    return _THINGS.get(label, label)
