"""Turns what MongoDB stores into the values that records have in every store."""

from __future__ import annotations

import json
from datetime import datetime
from math import isfinite
from typing import TYPE_CHECKING, Any
from uuid import UUID

from bson.datetime_ms import DatetimeMS
from bson.decimal128 import Decimal128
from bson.objectid import ObjectId

from profile_browser.domain import user
from profile_browser.domain.more_values import OddNumber

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


def flat_values(document: Mapping[str, object], paths: Iterable[str]) -> dict[str, object]:
    """Return the values of a document at these dotted paths, without those that it lacks."""
    return {path: plain(value) for path, value in user.flat_values(document, paths).items()}


def plain(value: object) -> object:
    """Return a stored value as JSON has it: dates and ids as text. What JSON lacks is bytes."""
    match value:
        case list():
            return [plain(item) for item in value]
        case dict():
            return {name: plain(item) for name, item in value.items()}
        case float() if not isfinite(value):
            return OddNumber(json.dumps(value))
        case None | str() | int() | float():
            return value
        case _:
            turn = next((_TURNS[kind] for kind in _TURNS if isinstance(value, kind)), _not_json)
            return turn(value)


def _not_json(_: object) -> bytes:
    return b""


_TURNS: Mapping[type, Callable[[Any], object]] = {
    datetime: datetime.isoformat,
    DatetimeMS: int,  # a date that Python's calendar lacks
    Decimal128: lambda number: OddNumber(str(number)),
    ObjectId: str,
    UUID: str,
}
