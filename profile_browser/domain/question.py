"""What the text in the search field means."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import NamedTuple

from profile_browser.domain.document import DOCUMENT_ID_PREFIX

_INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}


class SearchKind(StrEnum):
    """What a text is compared with, where it is not a username that exists; never with its case."""

    EMAIL = "email"
    BEGINNING = "beginning"


class Question(NamedTuple):
    """What somebody asks for. The text is trimmed; with ``search_only`` no username is tried.

    An address is looked for as an e-mail, as a whole; anything else as the beginning of
    username, e-mail, full name, or of a word in the full name.
    """

    text: str
    search_only: bool = False

    @property
    def kind(self) -> SearchKind:
        """What the text is compared with in a search."""
        return SearchKind.EMAIL if "@" in self.text else SearchKind.BEGINNING


def username_of(text: str) -> str:
    """Return the username that this text asks for.

    White space and invisible marks around it, which come along when text is copied from a
    page or a mail, are taken off, and so is a pasted ``userprofile::`` prefix.
    """
    return _trimmed(_trimmed(text).removeprefix(DOCUMENT_ID_PREFIX))


def _trimmed(text: str) -> str:
    start, end = 0, len(text)
    while start < end and _is_invisible(text[start]):
        start += 1
    while end > start and _is_invisible(text[end - 1]):
        end -= 1
    return text[start:end]


def _is_invisible(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in _INVISIBLE
