"""Finds the lines of keys in a TOML file; tomllib gives no positions."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from profile_browser.messages.settings import KeyPath

_DEEPEST = 6  # connections, key, record, more, index, field
_STRINGS = (r'"""(?:\\.|[^\\])*?"{3,5}', r"'''.*?'{3,5}", r'"(?:\\.|[^"\\])*"', r"'[^']*'")
_STRING = "|".join(_STRINGS)
_TOKEN = re.compile(rf"#[^\n]*|({_STRING}|[][{{}}=,\n]|[^][{{}}=,\s#\"']+)", re.DOTALL)
_CLOSING = {"[": "]", "{": "}"}
_VALUE_ENDS = {*_CLOSING.values(), ",", "\n", ""}


def line_numbers(text: str) -> Mapping[KeyPath, int]:
    """Return where each key, table and element of an array begins, by its path.

    The text must be valid TOML. Anything that is nested deeper than settings is left out.
    """
    return _Reader(text).lines


def line_of(path: KeyPath, lines: Mapping[KeyPath, int]) -> int:
    """Return the line of a key, or of the table that lacks it. 0 if no table does."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 0)


class _Reader:
    """Reads the tokens of valid TOML one after another."""

    def __init__(self, text: str) -> None:
        self.lines: dict[KeyPath, int] = {}
        self._lengths: Counter[KeyPath] = Counter()  # of arrays of tables, so far
        self._tokens = _tokens(text)
        self._advance()
        table: KeyPath = ()
        while self._current:
            if self._current == "[":
                table = self._read_heading()
            elif self._current not in _VALUE_ENDS:
                self._read_pair(table)
            else:
                self._advance()

    def _advance(self) -> None:
        self._current, self._line = next(self._tokens)

    def _read_heading(self) -> KeyPath:
        """Read a heading as far as its first closing bracket. Return the path of its table."""
        line = self._line
        self._advance()
        in_array = self._current == "["
        if in_array:
            self._advance()
        *outer, name = key = self._read_key("]")
        if len(key) > _DEEPEST:
            return key[:_DEEPEST]
        path: KeyPath = ()
        for part in outer:
            path = self._newest((*path, part))
            self.lines.setdefault(path, line)
        path = (*path, name)
        if in_array:
            self.lines.setdefault(path, line)
            self._lengths[path] += 1
        path = self._newest(path)
        self.lines[path] = line
        return path

    def _newest(self, path: KeyPath) -> KeyPath:
        """Return the path of the latest table if the path leads to an array of tables."""
        length = self._lengths[path]
        return (*path, length - 1) if length else path

    def _read_pair(self, table: KeyPath) -> None:
        line = self._line
        path = (*table, *self._read_key("="))[:_DEEPEST]
        for length in range(len(table) + 1, len(path) + 1):
            self.lines.setdefault(path[:length], line)
        self._read_value(path)

    def _read_value(self, path: KeyPath) -> None:
        if self._current in _CLOSING and len(path) < _DEEPEST:
            self._read_elements(path)
        else:
            self._skip_value()

    def _read_elements(self, path: KeyPath) -> None:
        """Read an array or an inline table."""
        closing, index = _CLOSING[self._current], 0
        self._advance()
        while self._current != closing:
            if self._current in _VALUE_ENDS:
                index += self._current == ","
                self._advance()
            elif closing == "}":
                self._read_pair(path)
            else:
                self.lines[*path, index] = self._line
                self._read_value((*path, index))
        self._advance()

    def _skip_value(self) -> None:
        depth = 0
        while depth or self._current not in _VALUE_ENDS:
            depth += (self._current in _CLOSING) - (self._current in _CLOSING.values())
            self._advance()

    def _read_key(self, end: str) -> tuple[str, ...]:
        """Read a key as far as this token, and return its parts."""
        pieces = []
        while self._current != end:
            pieces.append(self._current)
            self._advance()
        self._advance()
        return _parts("".join(pieces))


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    """Yield each token with its line, and an empty one at the end."""
    line = 1
    for found in _TOKEN.finditer(text):
        if found[1]:
            yield found[1], line
        line += found[0].count("\n")
    yield "", line


def _parts(key: str) -> tuple[str, ...]:
    """Return the parts of a dotted key, whose quotes tomllib can read."""
    value: object = tomllib.loads(f"{key} = 0")
    parts = []
    while isinstance(value, dict):
        ((part, value),) = value.items()
        parts.append(part)
    return tuple(parts)
