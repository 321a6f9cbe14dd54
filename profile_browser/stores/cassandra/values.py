"""Turns what the driver returns into the values that records have in every store."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cassandra.util import Date, SortedSet

from profile_browser.domain.more_values import OddNumber

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def plain(value: object) -> object:
    """Return a column's value as JSON has it: dates and ids as text. What JSON lacks is bytes."""
    match value:
        case None | str() | bool() | int():
            return value
        case float():
            return value if isfinite(value) else OddNumber(json.dumps(value))
        case list() | SortedSet():
            return [plain(item) for item in value]
        case _ if hasattr(value, "items") or hasattr(value, "_asdict"):
            return {"": ""}  # no layout describes what is inside of a map or of a whole type
        case _:
            turn = next((_TURNS[kind] for kind in _TURNS if isinstance(value, kind)), _not_json)
            return turn(value)


def _not_json(_: object) -> bytes:
    return b""


_TURNS: Mapping[type, Callable[[Any], object]] = {
    datetime: lambda moment: moment.replace(tzinfo=UTC).isoformat(),  # the driver gives UTC
    date: date.isoformat,
    Date: str,
    Decimal: lambda number: OddNumber(str(number)),
    UUID: str,
}
