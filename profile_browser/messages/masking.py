"""How names, addresses and other personal texts are masked."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from profile_browser.domain.fields import FIELDS, Mask
from profile_browser.messages.plain_text import NOT_RECORDED, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from profile_browser.domain.masking import MaskRules
    from profile_browser.domain.problem import Problem

DOTS = "\N{BULLET}" * 3
_FIELDS = {field.name: field for field in FIELDS}
_NAMING = {"username", "text"}  # values of a problem that may be a customer's
_LONGEST_SEARCHED = 200  # characters
_MOST_MARKS = 16  # characters of one letter with its accents
_JOINER, _UNREADABLE = "\N{ZERO WIDTH JOINER}", "\N{REPLACEMENT CHARACTER}"
_MARKS = {"Mn", "Mc", "Me"}
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)


def mask_text(text: str, mask: Mask) -> str:
    """Return a text that is shown, masked; NOT_RECORDED as it is."""
    return text if mask is Mask.NONE or text == NOT_RECORDED else _MASKS[mask](text)


def masked_name(field: str, text: str, rules: MaskRules) -> str:
    """Return the text of a built-in field as it is shown, masked as the rules say."""
    return mask_text(text_of(text), rules.mask_of(_FIELDS[field]))


def masked_question(text: str, rules: MaskRules) -> str:
    """Return a text that was typed or copied, masked as the address, name or username that it is.

    One with an @ is an address, and one of several words is a name.
    """
    name = "email" if "@" in text else "full_name" if len(text.split()) > 1 else "username"
    return masked_name(name, text, rules) if text.strip() else text


def masked_problem(problem: Problem, rules: MaskRules) -> Problem:
    """Return a problem whose sentences name a person as the rules say."""
    values = {
        name: masked_question(str(value), rules) if name in _NAMING else value
        for name, value in problem.values.items()
    }
    return replace(problem, values=values)


def first_letter(text: str) -> str:
    """Return the first letter with all that belongs to it: accents, and the parts of an emoji.

    Invisible characters before it are left out. Empty if nothing of the text is visible.
    """
    rest = unicodedata.normalize("NFC", text[:_LONGEST_SEARCHED])
    start = next((at for at, one in enumerate(rest) if _begins_letter(one)), len(rest))
    end = start + 1
    while end < len(rest) and end - start < _MOST_MARKS and _goes_on(rest, start, end):
        end += 1
    return rest[start:end].rstrip(_JOINER)


def _begins_letter(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] not in "CZM" and character != _UNREADABLE


def _goes_on(text: str, start: int, at: int) -> bool:
    """Return whether a character belongs to the letter that starts before it."""
    character, before = text[at], text[at - 1]
    if unicodedata.category(character) in _MARKS or ord(character) in _SKIN_TONES:
        return True
    if ord(character) in _FLAG_LETTERS:
        return at == start + 1 and ord(before) in _FLAG_LETTERS
    is_picture = unicodedata.category(character) == "So"
    return character == _JOINER or (before == _JOINER and is_picture)


def _mask(text: str) -> str:
    return f"{first_letter(text)}{DOTS}"


def _mask_words(text: str) -> str:
    return re.sub(r"\S+", lambda word: _mask(word[0]), text)


def _mask_address(address: str) -> str:
    mailbox, at, domain = address.rpartition("@")
    return f"{_mask(mailbox)}@{domain}" if at else _mask(address)


_MASKS: Mapping[Mask, Callable[[str], str]] = {
    Mask.FIRST_LETTER: _mask,
    Mask.INITIALS: _mask_words,
    Mask.ADDRESS: _mask_address,
}
