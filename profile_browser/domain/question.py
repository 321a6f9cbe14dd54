"""The question that the text in the search field asks."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import NamedTuple

from profile_browser.domain.document import DOCUMENT_ID_PREFIX

_INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}


class SearchKind(StrEnum):
    """What a search compares the text with, ignoring case."""

    EMAIL = "email"
    BEGINNING = "beginning"


class Question(NamedTuple):
    """A text to look up. ``search_only`` skips the lookup by exact username.

    Text with an @ is searched as a whole e-mail address. Other text is searched as the start of
    the username, the e-mail, the full name, or a word in the full name. The audit log may demand a
    ``reason``, which only the store gets to know.
    """

    text: str
    search_only: bool = False
    reason: str = ""

    @property
    def kind(self) -> SearchKind:
        """What the text is compared with in a search."""
        return SearchKind.EMAIL if "@" in self.text else SearchKind.BEGINNING


def username_of(text: str) -> str:
    """Return the username in this text.

    Strips surrounding white space and invisible characters, which are copied along from web pages
    and e-mails, and a pasted ``userprofile::`` prefix.
    """
    return _trimmed(_trimmed(text).removeprefix(DOCUMENT_ID_PREFIX))


def count_removed(text: str) -> int:
    """Count the invisible characters that ``username_of`` removes. White space is not counted."""
    username = username_of(text)
    return 0 if username == text else _count_invisible(text) - _count_invisible(username)


def _count_invisible(text: str) -> int:
    return sum(_is_invisible(character) and not character.isspace() for character in text)


def _trimmed(text: str) -> str:
    start, end = 0, len(text)
    while start < end and _is_invisible(text[start]):
        start += 1
    while end > start and _is_invisible(text[end - 1]):
        end -= 1
    return text[start:end]


def _is_invisible(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in _INVISIBLE
