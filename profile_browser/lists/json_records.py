"""Lists as JSON: objects or texts, one on each line or in an array."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.list_input import ListError, ListFault
from profile_browser.lists.lines import LONGEST_LINE, is_cut
from profile_browser.lists.records import NOT_JSON, TOO_LONG, Broken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

    from profile_browser.domain.refusal import Refusal
    from profile_browser.lists.records import Record, Values

# Numbers stay as they are written: an account number may have more digits than a float.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
_ARRAY = re.compile(r'\s*\[\s*[{"]')
# A second array after the first, or one in it, is part of the list.
_BETWEEN = re.compile(r"[\s,\[\]]*")
_DAMAGED = re.compile(r"[^,\n]*")
_CHUNK = 65_536  # characters
_MOST_DAMAGED = 1_000  # elements of an array


class Element(NamedTuple):
    """A value of the list, and how it is written; or why it cannot be read."""

    source: str
    value: object = None
    refusal: Refusal | None = None


def looks_like_lines(lines: Sequence[str]) -> bool:
    """Return whether these are JSON lines.

    Quoted texts are JSON lines only if one has an escape. Otherwise they are read as usual lines.
    """
    elements = list(read_lines(lines))
    objects = sum(isinstance(element.value, dict) for element in elements)
    texts = sum(isinstance(element.value, str) for element in elements)
    has_escapes = any("\\" in element.source for element in elements)
    if objects:
        return objects * 2 >= len(elements)
    return has_escapes and texts == len(elements)


def looks_like_array(text: str) -> bool:
    """Return whether a text begins as a JSON array of objects or texts."""
    return bool(_ARRAY.match(text))


def read_lines(lines: Iterable[str]) -> Iterator[Element]:
    """Yield the value of each line."""
    for line in lines:
        if is_cut(line):
            yield Element(line, refusal=TOO_LONG)
        elif line.strip():
            yield _read(line)


def read_array(text: TextIO) -> Iterator[Element]:
    """Yield the elements of an array. Raises ListError if hardly anything in it is JSON."""
    buffer = _Buffer(text)
    while buffer.has_more:
        yield buffer.take()


def names_in(elements: Iterable[Element]) -> Values:
    """Return the names of the members of all objects, each once."""
    objects = (element.value for element in elements if isinstance(element.value, dict))
    return tuple(dict.fromkeys(name for value in objects for name in value))


def record_of(element: Element, columns: Values) -> Record:
    """Return the members of an object with these names. A text is the value of every column."""
    match element.value:
        case dict(members) if columns:
            return tuple(_text_of(members.get(name)) for name in columns)
        case str(text):
            return (text,) * max(1, len(columns))
        case _:
            return Broken(element.source, element.refusal or NOT_JSON)


def _read(source: str) -> Element:
    try:
        return Element(source, _DECODER.decode(source))
    except (ValueError, RecursionError):
        return Element(source, refusal=NOT_JSON)


def _text_of(value: object) -> str:
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case _:  # nothing, or an object or an array, which no username is
            return ""


class _Buffer:
    """The part of an array that was read and not taken, hardly longer than one element."""

    def __init__(self, text: TextIO) -> None:
        self._text, self._held, self._at = text, "", 0
        self._ended = False
        self._damaged = 0

    @property
    def has_more(self) -> bool:
        """Whether there is another element."""
        self._skip()
        return self._at < len(self._held)

    def take(self) -> Element:
        """Return the next element. What is not JSON ends at a comma or at the end of a line."""
        while True:
            start = self._at
            try:
                value, end = _DECODER.raw_decode(self._held, start)
            except (ValueError, RecursionError):
                end = 0
            if start < end < len(self._held) or (end and self._ended):
                self._at = end
                return Element(self._held[start:end], value)
            if self._ended or len(self._held) - start > LONGEST_LINE:
                return self._take_damaged()
            self._read_on()

    def _take_damaged(self) -> Element:
        self._damaged += 1
        if self._damaged > _MOST_DAMAGED:  # each of them takes long
            raise ListError(ListFault.NOT_JSON)
        start, end = self._at, _end_of(_DAMAGED, self._held, self._at)
        self._at = max(end, start + 1)
        return Element(self._held[start : self._at], refusal=NOT_JSON)

    def _skip(self) -> None:
        self._at = _end_of(_BETWEEN, self._held, self._at)
        while self._at == len(self._held) and not self._ended:
            self._read_on()
            self._at = _end_of(_BETWEEN, self._held, self._at)

    def _read_on(self) -> None:
        more = self._text.read(_CHUNK)
        self._held, self._at = self._held[self._at :] + more, 0
        self._ended = not more


def _end_of(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start
