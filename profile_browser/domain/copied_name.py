"""Which copied texts are a username or an e-mail address, and are offered to be looked up."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from profile_browser.domain.question import username_of

if TYPE_CHECKING:
    from profile_browser.domain.record import RecordLayout

LONGEST_COPIED = 400  # characters, with what is copied along with a name
_LONGEST_NAME = 250  # characters; a longer username cannot be looked up
_ADDRESS = re.compile(r"[^\s@/:]+@[^\s@/:]+")
_MARKS = frozenset("._-+'")
_OF_WORDS = {"L", "N", "M"}  # the first letters of the categories of letters, digits and accents


def name_to_offer(text: str, layout: RecordLayout) -> str:
    """Return the username or address that a text is or contains as a whole; empty if it is neither.

    Not offered are several lines, sentences, and what has characters of web addresses, of paths
    and of many passwords: it would be shown.
    """
    if len(text) > LONGEST_COPIED or len(text.strip().splitlines()) != 1:
        return ""
    name = username_of(text, layout)
    if len(name) > _LONGEST_NAME or not name.isprintable():
        return ""
    is_name = _ADDRESS.fullmatch(name) if "@" in name else _is_username(name)
    return name if is_name else ""


def _is_username(text: str) -> bool:
    kinds = [unicodedata.category(character)[0] for character in text]
    return any(kind in "LN" for kind in kinds) and all(
        kind in _OF_WORDS or character in _MARKS
        for kind, character in zip(kinds, text, strict=True)
    )
