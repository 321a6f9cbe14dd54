"""Numbers and dates in the desktop's locale and time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale

from profile_browser.messages.profile import stored_text

if TYPE_CHECKING:
    from PySide6.QtCore import QDateTime

    from profile_browser.domain.more_values import MoreValue

_SMALLEST, _LARGEST = 1e-4, 1e15  # Qt writes integers of 64 bits; others are clearer as stored
_AS_MANY_DIGITS_AS_NEEDED = QLocale.FloatingPointPrecisionOption.FloatingPointShortest.value
_SHORT = QLocale.FormatType.ShortFormat
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def local_text(value: MoreValue) -> str:
    """Return a number or a date in the desktop's locale."""
    match value.content:
        case datetime() as time:
            return QLocale().toString(
                _local_time(time), _with_whole_year(QLocale().dateTimeFormat(_SHORT))
            )
        case date() as day:
            return QLocale().toString(_day(day), _with_whole_year(QLocale().dateFormat(_SHORT)))
        case int() | float() as number if not number or _SMALLEST <= abs(number) < _LARGEST:
            return _number_text(number)
        case _:
            return stored_text(value)


def _number_text(number: float) -> str:
    if isinstance(number, int):
        return QLocale().toString(number)
    return QLocale().toString(number, "f", _AS_MANY_DIGITS_AS_NEEDED)


def _local_time(time: datetime) -> QDateTime:
    """Return a time in the computer's zone. One without a zone stays as it is."""
    from PySide6.QtCore import QDateTime, QTime, QTimeZone  # noqa: PLC0415 - slow, and rarely used

    if time.tzinfo is not None:
        return QDateTime.fromMSecsSinceEpoch((time - _EPOCH) // timedelta(milliseconds=1))
    # Written in UTC: in the computer's zone, clocks may skip this time when summer time begins.
    clock = QTime(time.hour, time.minute, time.second)
    return QDateTime(_day(time), clock, QTimeZone(QTimeZone.Initialization.UTC))


def _day(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _with_whole_year(pattern: str) -> str:
    return pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy")
