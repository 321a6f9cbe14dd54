"""The functions of AQL that this server knows, from the pages “String functions” and others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.servers.arangodb.errors import ArangoError
from tests.servers.arangodb.values import same

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.servers.arangodb.values import Value


def _text(value: Value) -> str:
    """Return a value as a string: null is an empty one."""
    if value is None:
        return ""
    if not isinstance(value, str):
        message = f"not known: {type(value).__name__} as a string"
        raise ArangoError(1501, message)
    return value


def _concat_separator(separator: Value, *values: Value) -> str:
    """Join strings, or the members of a single array. Nulls are ignored."""
    single = values[0] if len(values) == 1 and isinstance(values[0], list) else values
    return _text(separator).join(_text(value) for value in single if value is not None)


def _regex_replace(text: Value, pattern: Value, replacement: Value) -> str:
    return re.sub(pattern, lambda _: replacement, _text(text))


def _slice(array: Value, start: int, length: int | None = None) -> list[Value]:
    """Return a part of an array: so many members from a position on, or all."""
    taken: list[Value] = array[start:]
    return taken if length is None else taken[:length]


def _flatten(array: Value) -> list[Value]:
    return [each for item in array for each in (item if isinstance(item, list) else [item])]


def _unique(array: Value) -> list[Value]:
    kept: list[Value] = []
    for value in array:
        if not any(same(value, other) for other in kept):
            kept.append(value)
    return kept


def _starts_with(text: Value, prefixes: Value) -> bool:
    """Return whether a text begins with a prefix, or with one of several."""
    listed = prefixes if isinstance(prefixes, list) else [prefixes]
    return isinstance(text, str) and text.startswith(tuple(map(_text, listed)))


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "CONCAT": lambda *texts: "".join(map(_text, texts)),
    "CONCAT_SEPARATOR": _concat_separator,
    "FIRST": lambda array: array[0] if array else None,
    "FLATTEN": _flatten,
    "HAS": lambda value, name: isinstance(value, dict) and name in value,
    "IS_STRING": lambda value: isinstance(value, str),
    "LEFT": lambda text, count: _text(text)[:count],
    "LENGTH": lambda value: 0 if value is None else len(value),
    "LOWER": lambda text: _text(text).lower(),
    "REGEX_REPLACE": _regex_replace,
    "SLICE": _slice,
    "SPLIT": lambda text, separator: _text(text).split(separator),
    "STARTS_WITH": _starts_with,
    "TO_HEX": lambda text: _text(text).encode().hex(),
    "UNIQUE": _unique,
}
