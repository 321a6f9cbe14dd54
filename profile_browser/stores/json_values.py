"""Reads JSON without losing a number, with the same rules for every store."""

from __future__ import annotations

import json
from math import isfinite
from typing import TYPE_CHECKING, Any

from profile_browser.domain.more_values import OddNumber

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def parse_json(body: bytes) -> object:
    """Return the value of a JSON text; the text itself if it is not valid, or nested too deeply.

    A number that Python cannot hold, or would write with other digits, is an ``OddNumber``.
    """
    try:
        return _DECODER.decode(body.decode())
    except (ValueError, RecursionError):
        return body


def part_of(value: object, *keys: str) -> object:
    """Return what is inside objects under these keys, or None."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def turned(value: object, turns: Mapping[type, Callable[[Any], object]]) -> object:
    """Return a float as JSON has it, and a value of one of these types as it is turned.

    Any other value becomes bytes, which no JSON value is.
    """
    if isinstance(value, float):
        return value if isfinite(value) else OddNumber(json.dumps(value))
    turn = next((turns[kind] for kind in turns if isinstance(value, kind)), None)
    return b"" if turn is None else turn(value)


def _integer(text: str) -> object:
    try:
        return int(text)
    except ValueError:  # Python refuses more than 4,300 digits
        return OddNumber(text)


def _float(text: str) -> object:
    number = float(text)
    return number if repr(number) == text else OddNumber(text)


# NaN and Infinity are not JSON, but some programs write them.
_DECODER = json.JSONDecoder(parse_int=_integer, parse_float=_float, parse_constant=OddNumber)
