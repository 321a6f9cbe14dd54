"""How AQL orders and compares values."""

from __future__ import annotations

import unicodedata
from typing import Any, TypeAlias

Value: TypeAlias = Any
"""A value of AQL: what JSON has."""

_BEHIND_ALL = "\uffff"  # as Unicode's collation has it
# In Danish, two a are one letter behind z; in Czech, c and h are one behind h.
_AS_ONE = {"aa": "z~", "ch": "h~"}


def sort_key(value: Value) -> tuple[Any, ...]:
    """Return a key for the order: null < bool < number < string < array < object.

    Strings are compared in the language of the server. This one is started with a language that
    has the rules of Danish and Czech at once.
    """
    match value:
        case None:
            return (0,)
        case bool():
            return 1, value
        case int() | float():
            return 2, value
        case str():
            return 3, _letters(value), unicodedata.normalize("NFD", value)
        case list():
            return 4, [sort_key(each) for each in value]
        case _:
            return 5, [(name, sort_key(value[name])) for name in sorted(value)]


def _letters(text: str) -> list[tuple[int, str]]:
    """Return what is compared first: letters without case and accents, behind digits."""
    plain = [
        letter
        for letter in unicodedata.normalize("NFD", text.lower())
        if unicodedata.category(letter) not in ("Mn", "Cc", "Cf")
    ]
    found: list[tuple[int, str]] = []
    while plain:
        two = "".join(plain[:2])
        letter = _AS_ONE.get(two, plain[0])
        del plain[: 2 if two in _AS_ONE else 1]
        rank = 3 if letter == _BEHIND_ALL else letter[0].isalpha() + letter[0].isalnum()
        found.append((rank, letter))
    return found


def is_true(value: Value) -> bool:
    """Return a value as a condition: arrays and objects are true, even if they are empty."""
    return isinstance(value, (list, dict)) or bool(value)


def same(left: Value, right: Value) -> bool:
    """Return whether two values are equal, without changing their types."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return type(left) in _types_like(right) and left == right


def _types_like(value: Value) -> tuple[type, ...]:
    return (int, float) if isinstance(value, (int, float)) else (type(value),)
