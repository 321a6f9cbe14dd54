"""Sentences of the list of people whom a search found, and of the bar above one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages.copying import COPY_AS_TEXT
from profile_browser.messages.plain_text import brief, inside_sentence
from profile_browser.messages.search import way_text

if TYPE_CHECKING:
    from profile_browser.domain.outcome import Found, Matches

LIST_NAME = "People found"
OPEN = "Open"
COPY_USERNAME = "Copy username"
COPY_EMAIL = "Copy e-mail"
COPY_ROW = "Copy row"
WHAT_IS_COPIED = {
    COPY_USERNAME: "Username",
    COPY_EMAIL: "E-mail",
    COPY_ROW: COPY_AS_TEXT,
}
SORT_BY = "Sort by"
BEST_MATCH = "Best match"
SORTED_BY_RANK = "Sorted by best match"

PREVIOUS = "Previous"
NEXT = "Next"
BACK_TO_LIST = "Back to the list"

KEY_PREVIOUS = "Open the previous person in the list"
KEY_NEXT = "Open the next person in the list"
KEY_COPY = "Copy the username of the selected match, or the selected rows of a list"
KEY_MENU = "Open the menu of the value, button or list that has the focus"

_LONGEST_NAME = 40


def people(matches: Matches) -> str:
    """Say how many people a search found, as part of a sentence."""
    count = len(matches.users)
    return f"more than {count} people" if matches.more else f"{count} people"


def heading(matches: Matches) -> str:
    """Say how many people a search found."""
    text = people(matches)
    return text[0].upper() + text[1:]


def way(matches: Matches) -> str:
    """Say how people were found."""
    return f"Found {way_text(matches.way)}"


def how_to_narrow(matches: Matches) -> str:
    """Say what to do if there are too many people to list; empty if all are listed."""
    if not matches.more:
        return ""
    return (
        f"The first {len(matches.users)} are listed. To narrow the list, type more of the name, "
        "or the whole username or e-mail address."
    )


def opened(found: Found, connection: str) -> str:
    """Say that a match was opened, and how it was found."""
    name = brief(found.user.username, _LONGEST_NAME)
    return f"Opened {name}, found {way_text(found.way)} · {connection}"


def place(number: int, count: int) -> str:
    """Say which person of the list is shown, counted from 1."""
    return f"{number} of {count}"


def sorted_text(label: str, *, descending: bool) -> str:
    """Say by which column the list is sorted."""
    return f"Sorted by {inside_sentence(label)}{', in reverse order' if descending else ''}"
