"""How a text matches a name: by its words, in any order, without case and accents."""

from __future__ import annotations

import re
from itertools import groupby, product
from typing import TYPE_CHECKING, TypeVar

from profile_browser.domain.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

# Words are cut at these. At a joiner a name also counts as one word: “oneil” finds O’Neil.
# Both are classes of regular expressions.
JOINERS = "-\u2010-\u2013'\u2018\u2019\u02bc`\u00b4"  # hyphens and apostrophes
SEPARATORS = (
    ',.;:()/"\u201c\u201d'
    " \t-\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"  # Unicode's white space
)
_JOINER = re.compile(f"[{JOINERS}]")
_BETWEEN_WORDS = re.compile(f"[{JOINERS}{SEPARATORS}]+")
LONGEST_NAME = 200  # bytes of UTF-8; what is behind them is not searched
MOST_WORDS = 8  # that are listed as the first or the second of an entry
_LONGEST_VALUE = 256  # characters; nobody reads marks behind them

_Letters = list[tuple[str, int]]  # folded letters, each with the position of its original
_Word = TypeVar("_Word")


def words_of(text: str) -> list[str]:
    """Return the folded words of a text."""
    return _split(fold(text))


def orders_of(text: str) -> list[list[str]]:
    """Return the words of a text in the orders in which a name may begin with them.

    These are the order of the text, and the last word first, so that two words are found in any
    order.
    """
    words = words_of(text)
    return [words, [words[-1], *words[:-1]]] if len(words) > 1 else [words] if words else []


def entries_of(name: str) -> set[str]:
    """Return what an index lists a name as: its words, in an arrangement for each two of them.

    A text matches the name if an entry begins with the words of the text, in one of their orders.
    So any two words match.
    """
    text = fold(name.encode(errors="replace")[:LONGEST_NAME].decode(errors="ignore"))
    cuts = (_split(text), _split(_JOINER.sub("", text)))
    return {" ".join(arranged) for words in cuts for arranged in _arrangements(words)}


def matched_spans(value: str, text: str) -> list[tuple[int, int]]:
    """Return where a value matches a text, as ranges of characters (start, end), in order."""
    value = value[:_LONGEST_VALUE]
    letters = _letters(value)
    begin = fold(text)
    if begin and _text_of(letters).startswith(begin):
        return [_span_of(value, letters[: len(begin)])]
    joined = [found for found in letters if not _JOINER.match(found[0])]
    for words in (_cut(letters), _cut(joined)):
        for arranged, wanted in product(_arrangements(words), orders_of(text)):
            if _begins(arranged, wanted):
                found = zip(arranged, wanted, strict=False)
                return sorted(_span_of(value, word[: len(part)]) for word, part in found)
    return []


def _begins(words: list[_Letters], wanted: list[str]) -> bool:
    if len(words) < len(wanted):
        return False
    *whole, last = map(_text_of, words[: len(wanted)])
    return whole == wanted[:-1] and last.startswith(wanted[-1])


def _letters(text: str) -> _Letters:
    return [(letter, position) for position, one in enumerate(text) for letter in fold(one)]


def _arrangements(words: list[_Word]) -> Iterator[list[_Word]]:
    """Yield the words with each of them as the first, and each of the later ones as the second."""
    count = min(len(words), MOST_WORDS)
    for head in range(count):
        for tail in range(head + 1, count + 1):
            yield [words[head], *words[tail:], *words[:head], *words[head + 1 : tail]]


def _split(text: str) -> list[str]:
    return [word for word in _BETWEEN_WORDS.split(text) if word]


def _cut(letters: _Letters) -> list[_Letters]:
    groups = groupby(letters, lambda found: bool(_BETWEEN_WORDS.match(found[0])))
    return [list(word) for is_between, word in groups if not is_between]


def _text_of(letters: _Letters) -> str:
    return "".join(letter for letter, _ in letters)


def _span_of(value: str, letters: _Letters) -> tuple[int, int]:
    """Return the range of these letters, with the accents behind them that fold to nothing."""
    end = letters[-1][1] + 1
    while end < len(value) and not fold(value[end]):
        end += 1
    return letters[0][1], end
