"""Turns what MongoDB stores into the values that records have in every store."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from bson.datetime_ms import DatetimeMS
from bson.decimal128 import Decimal128
from bson.objectid import ObjectId

from profile_browser.domain import user
from profile_browser.domain.more_values import OddNumber
from profile_browser.stores.json_values import turned

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
        case None | str() | int():
            return value
        case _:
            return turned(value, _TURNS)


_TURNS: Mapping[type, Callable[[Any], object]] = {
    datetime: datetime.isoformat,
    DatetimeMS: int,  # a date that Python's calendar lacks
    Decimal128: lambda number: OddNumber(str(number)),
    ObjectId: str,
    UUID: str,
}
