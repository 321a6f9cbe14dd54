"""Turns what the driver returns into the values that records have in every store."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cassandra.util import Date, SortedSet

from profile_browser.domain.more_values import OddNumber
from profile_browser.stores.json_values import turned

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def plain(value: object) -> object:
    """Return a column's value as JSON has it: dates and ids as text. What JSON lacks is bytes."""
    match value:
        case None | str() | bool() | int():
            return value
        case list() | SortedSet():
            return [plain(item) for item in value]
        case _ if hasattr(value, "items") or hasattr(value, "_asdict"):
            return {"": ""}  # no layout describes what is inside of a map or of a whole type
        case _:
            return turned(value, _TURNS)


_TURNS: Mapping[type, Callable[[Any], object]] = {
    datetime: lambda moment: moment.replace(tzinfo=UTC).isoformat(),  # the driver gives UTC
    date: date.isoformat,
    Date: str,
    Decimal: lambda number: OddNumber(str(number)),
    UUID: str,
}
