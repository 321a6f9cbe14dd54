"""Makes text from a store or a user safe to show: no hidden, reordering or control characters."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from profile_browser.messages.catalogue import (
    FIRST_STRONG_ISOLATE,
    POP_ISOLATE,
    SOURCE_LANGUAGE,
    _,
    chosen_language,
    counted,
    in_context,
    is_right_to_left,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

NOT_RECORDED = _("Not recorded")

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
# Persian, Hindi and some emoji need joiners. Other invisible characters can deceive.
_HARMLESS_MARKS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{SOFT HYPHEN}"
_NOT_SHOWN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = {"L"}, {"R", "AL", "AN"}


def printable(text: str) -> str:
    """Return the text with control characters and direction marks replaced by U+FFFD."""
    if text.isprintable():
        return text
    # Each distinct character is checked once, so a megabyte of text is about as fast as a copy.
    return text.translate({ord(character): _shown(character) for character in set(text)})


def shortened(text: str, length: int) -> str:
    """Return the text, truncated with an ellipsis to at most this many characters."""
    return text if len(text) <= length else text[: length - 1] + _ELLIPSIS


def brief(text: str, length: int) -> str:
    """Return the beginning of a text, printable and truncated. The rest is not read."""
    return shortened(printable(text[: length + 1]), length)


def is_blank(text: str) -> bool:
    """Return whether a text has no visible character."""
    return not text.strip() or not text.strip(f"{_HARMLESS_MARKS} ")


def text_of(value: str | None, longest: int | None = None) -> str:
    """Return a value as it is shown: NOT_RECORDED if it is absent or blank.

    ``longest`` truncates the value to this many characters, with an ellipsis.
    """
    if value is None or is_blank(value):
        return NOT_RECORDED
    return printable(value) if longest is None else brief(value, longest)


def inside_sentence(label: str) -> str:
    """Return a label as it is written inside a sentence: “full name”, but “VAT number”.

    Other languages than English keep the label as it is.
    """
    if chosen_language() != SOURCE_LANGUAGE:
        return label
    first_word = label.partition(" ")[0]
    has_more_capitals = first_word[1:] != first_word[1:].lower()
    return label if has_more_capitals else label[:1].lower() + label[1:]


def isolated(text: str) -> str:
    """Isolate a text of the other direction, so that the text beside it is not reordered."""
    other = _LEFT_TO_RIGHT if is_right_to_left() else _RIGHT_TO_LEFT
    if not any(unicodedata.bidirectional(character) in other for character in text):
        return text
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


def quoted(text: str, length: int = 60) -> str:
    """Return user input in curly quotes, printable and at most this long."""
    return _("“{text}”").format(text=brief(text, length))


def either(words: Iterable[str]) -> str:
    """Return an enumeration with commas, and “or” before the last."""
    *others, last = words
    if not others:
        return last
    return in_context("list", "{items} or {last}").format(items=listing(others), last=last)


def both(words: Iterable[str]) -> str:
    """Return an enumeration with commas, and “and” before the last."""
    *others, last = words
    if not others:
        return last
    return in_context("list", "{items} and {last}").format(items=listing(others), last=last)


def listing(words: Iterable[str]) -> str:
    """Return an enumeration with the commas of the language."""
    return in_context("list", ", ").join(words)


def in_seconds(number: int) -> str:
    """Return a number of seconds in words."""
    return counted("{count} second", "{count} seconds", number)


def without_invisible(count: int) -> str:
    """Say how many invisible characters were left out."""
    return counted(
        "without {count} invisible character", "without {count} invisible characters", count
    )


def _shown(character: str) -> str:
    if character in _HARMLESS_MARKS or unicodedata.category(character) not in _NOT_SHOWN:
        return character
    return _REPLACEMENT


def steps(*sentences: str) -> str:
    """Return the sentences as one text."""
    return " ".join(sentences)
