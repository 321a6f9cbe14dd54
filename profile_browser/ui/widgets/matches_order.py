"""The order of people by one of their values."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from profile_browser.domain.folding import fold

if TYPE_CHECKING:
    from profile_browser.domain.more_values import MoreValue


def order_of(value: MoreValue, text: str) -> float | datetime | str:
    """Return what to sort a recorded value by, among values of the same field.

    ``text`` is the value as it is shown.
    """
    match value.content:
        case bool():
            return fold(text)
        case int() | float() as number:
            return number
        case date() as day:
            return _moment(day)
    return fold(text)


def _moment(day: date) -> datetime:
    """Return the beginning of a day, or a time. Without a time zone it counts as UTC."""
    if not isinstance(day, datetime):
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    return day if day.tzinfo is not None else day.replace(tzinfo=UTC)
