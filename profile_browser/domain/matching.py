"""How a text matches a name: by its words, in any order, without case and accents."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from profile_browser.domain.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Words are cut here. At a joiner a name also counts as one word: “oneil” finds O’Neil.
JOINERS = "-\u2010\u2011\u2013'\u2018\u2019\u02bc`\u00b4"  # hyphens and apostrophes
SEPARATORS = ' \t\n\r\u00a0,.;:()/"\u201c\u201d'
_LONGEST_VALUE = 1000  # characters; nobody reads marks behind them

_Letters = list[tuple[str, int]]  # folded letters, each with the position of its original
_Item = TypeVar("_Item")


def words_of(text: str) -> list[str]:
    """Return the folded words of a text."""
    letters = [(letter, 0) for letter in fold(text)]
    return [_text_of(word) for word in _words(letters, JOINERS + SEPARATORS)]


def orders_of(text: str) -> list[list[str]]:
    """Return the words of a text in the orders in which a name may begin with them.

    These are the order of the text, and the last word first: John Michael Doe is found by
    “john doe”, because his name also counts as “doe john michael”.
    """
    words = words_of(text)
    return [words, [words[-1], *words[:-1]]] if len(words) > 1 else [words] if words else []


def matched_spans(value: str, text: str) -> list[tuple[int, int]]:
    """Return where a value matches a text, as ranges of characters (start, end), in order.

    It begins with the text, or its words begin with the words of the text, after any of its words
    was made the first.
    """
    letters = [
        (letter, position)
        for position, original in enumerate(value[:_LONGEST_VALUE])
        for letter in fold(original)
    ]
    begin = fold(text)
    if begin and _text_of(letters).startswith(begin):
        return [_span_of(value, letters[: len(begin)])]
    for wanted in orders_of(text):
        for name in _names(letters):
            for rotation in _rotations(name):
                if " ".join(map(_text_of, rotation)).startswith(" ".join(wanted)):
                    found = zip(rotation, wanted, strict=False)
                    return sorted(_span_of(value, word[: len(part)]) for word, part in found)
    return []


def _names(letters: _Letters) -> list[list[_Letters]]:
    """Return the words of a name, cut at joiners, and with joiners left out."""
    joined = [found for found in letters if found[0] not in JOINERS]
    return [_words(letters, JOINERS + SEPARATORS), _words(joined, SEPARATORS)]


def _words(letters: _Letters, separators: str) -> list[_Letters]:
    groups = groupby(letters, lambda found: found[0] in separators)
    return [list(word) for is_between, word in groups if not is_between]


def _rotations(words: Sequence[_Item]) -> Iterator[list[_Item]]:
    for first in range(len(words)):
        yield [*words[first:], *words[:first]]


def _text_of(letters: _Letters) -> str:
    return "".join(letter for letter, _ in letters)


def _span_of(value: str, letters: _Letters) -> tuple[int, int]:
    """Return the range of these letters, with the accents behind them that fold to nothing."""
    end = letters[-1][1] + 1
    while end < len(value) and not fold(value[end]):
        end += 1
    return letters[0][1], end
