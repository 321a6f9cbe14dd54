"""Sentences of the list of people whom a search found, and of the bar above one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages.catalogue import _, counted, label_text
from profile_browser.messages.copying import COPY_AS_TEXT
from profile_browser.messages.plain_text import brief, inside_sentence
from profile_browser.messages.search import way_text

if TYPE_CHECKING:
    from profile_browser.domain.outcome import Found, Matches

LIST_NAME = _("People found")
OPEN = _("Open")
COPY_USERNAME = _("Copy username")
COPY_EMAIL = _("Copy e-mail")
COPY_ROW = _("Copy row")
WHAT_IS_COPIED = {
    COPY_USERNAME: label_text("Username"),
    COPY_EMAIL: label_text("E-mail"),
    COPY_ROW: COPY_AS_TEXT,
}
SORT_BY = _("Sort by")
BEST_MATCH = _("Best match")
SORTED_BY_RANK = _("Sorted by best match")

PREVIOUS = _("Previous")
NEXT = _("Next")
BACK_TO_LIST = _("Back to the list")

KEY_PREVIOUS = _("Open the previous person in the list")
KEY_NEXT = _("Open the next person in the list")
KEY_COPY = _("Copy the username of the selected match, or the selected rows of a list")
KEY_MENU = _("Open the menu of the value, button or list that has the focus")

_LONGEST_NAME = 40


def people(matches: Matches) -> str:
    """Say how many people a search found, as part of a sentence."""
    count = len(matches.users)
    if matches.more:
        return counted("more than {count} person", "more than {count} people", count)
    return counted("{count} person", "{count} people", count)


def heading(matches: Matches) -> str:
    """Say how many people a search found."""
    text = people(matches)
    return text[0].upper() + text[1:]


def way(matches: Matches) -> str:
    """Say how people were found."""
    return _("Found {way}").format(way=way_text(matches.way))


def how_to_narrow(matches: Matches) -> str:
    """Say what to do if there are too many people to list; empty if all are listed."""
    if not matches.more:
        return ""
    return counted(
        "The first {count} is listed. To narrow the list, type more of the name, or the whole "
        "username or e-mail address.",
        "The first {count} are listed. To narrow the list, type more of the name, or the whole "
        "username or e-mail address.",
        len(matches.users),
    )


def opened(found: Found, connection: str) -> str:
    """Say that a match was opened, and how it was found."""
    name = brief(found.user.username, _LONGEST_NAME)
    return _("Opened {name}, found {way} · {connection}").format(
        name=name, way=way_text(found.way), connection=connection
    )


def place(number: int, count: int) -> str:
    """Say which person of the list is shown, counted from 1."""
    return _("{number} of {count}").format(number=number, count=count)


def sorted_text(label: str, *, descending: bool) -> str:
    """Say by which column the list is sorted."""
    pattern = _("Sorted by {column}, in reverse order") if descending else _("Sorted by {column}")
    return pattern.format(column=inside_sentence(label))
