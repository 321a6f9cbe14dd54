"""The values of the fields that a connection's record layout adds to the built-in ones."""

from __future__ import annotations

import json
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.fields import Field, FieldKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LONGEST_EXACT, _MOST_EXACT = 10_000, 100  # characters of a text, items of a list
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND, _MILLISECOND = timedelta(seconds=1), timedelta(milliseconds=1)
# As seconds this is the year 5138, as milliseconds it is 1973.
_FIRST_MILLISECONDS = 10**11

# Stand for values whose contents are not kept.
SOME_OBJECT, SOME_OBJECTS, NOT_JSON = '{"…": "…"}', '["…"]', '"…"'

MoreContent = str | int | float | bool | date | tuple[str, ...] | None


class OddNumber(NamedTuple):
    """A number of a document that Python cannot hold, or would write with other digits."""

    text: str

    @property
    def value(self) -> float:
        """The closest number; infinite if it is too large, and NaN for the literal ``NaN``."""
        return float(self.text)


class MoreValue(NamedTuple):
    """A labelled value of a profile.

    ``content`` is None if the record lacks the field or if the value is damaged, which means of
    another kind than the field's. ``exact`` is the value as it is stored, as JSON that can be
    encoded. It is empty if the record lacks the field, and only the beginning of a long damaged
    value. It omits what an object contains, because no layout describes that: it may be a secret.
    """

    field: Field
    content: MoreContent = None
    exact: str = ""

    @property
    def is_damaged(self) -> bool:
        """Whether the record has a value here that is not of the field's kind."""
        return self.content is None and self.exact not in ("", "null")


def read_more(field: Field, value: object) -> MoreValue:
    """Return a stored value as a value of this field. A wrong one is damaged, never an error."""
    content = read_content(field.kind, value)
    is_read = content is not None and not isinstance(value, OddNumber)
    exact = json.dumps(value, ensure_ascii=False) if is_read else _exact_of(value)
    return MoreValue(field, content, exact)


def _exact_of(value: object) -> str:
    match value:
        case str():
            return _quoted(value)
        case bytes():
            return NOT_JSON
        case dict():
            return SOME_OBJECT
        case list() if any(isinstance(item, dict | list) for item in value):
            return SOME_OBJECTS
        case list():
            items = value if len(value) <= _MOST_EXACT else [*value[:_MOST_EXACT], "…"]
            return f"[{', '.join(map(_exact_of, items))}]"
        case _:
            return value.text if isinstance(value, OddNumber) else json.dumps(value)


def _quoted(text: str) -> str:
    if len(text) > LONGEST_EXACT:
        text = f"{text[:LONGEST_EXACT]}…"
    return json.dumps(text, ensure_ascii=not _is_valid(text))


def _is_valid(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:  # half a character, which cannot be shown or written
        return False
    return True


def read_content(kind: FieldKind, value: object) -> MoreContent:
    """Return a stored value as this kind has it, or None if it is of another kind."""
    try:
        return _READERS[kind](value)
    except (TypeError, ValueError, OverflowError):
        return None


def _text(value: object) -> str:
    if not isinstance(value, str) or not _is_valid(value):
        raise TypeError
    return str(value)  # a driver's own kind of text may have no hash, such as MongoDB's code


def _number(value: object) -> int | float:
    if isinstance(value, OddNumber):
        value = value.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    if isinstance(value, float) and not isfinite(value):
        raise ValueError
    return value


def _yes_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _date(value: object) -> date:
    """Return a date, or a date and time. One without a time zone is left without.

    A text of digits is not a number of seconds. At most it is a date without hyphens.
    """
    if isinstance(value, str):
        return _iso_date(value.upper())
    number = _number(value)
    unit = _MILLISECOND if abs(number) >= _FIRST_MILLISECONDS else _SECOND
    return _with_usable_zone(_EPOCH + number * unit)


def _iso_date(text: str) -> date:
    day, separator, _ = text.replace(" ", "T").partition("T")
    if day[-3:-2] == "W":  # Python takes the Monday of this week
        raise ValueError
    if not separator:  # a datetime may have any other character there, even a digit
        return date.fromisoformat(text)
    return _with_usable_zone(datetime.fromisoformat(text))


def _with_usable_zone(moment: datetime) -> datetime:
    """Drop the zone at both ends of the calendar, where it cannot be converted to another."""
    return moment.replace(tzinfo=None) if moment.year in (MINYEAR, MAXYEAR) else moment


def _list(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(map(_text, value))


_READERS: Mapping[FieldKind, Callable[[object], MoreContent]] = {
    FieldKind.TEXT: _text,
    FieldKind.NUMBER: _number,
    FieldKind.YES_NO: _yes_no,
    FieldKind.ACCOUNT: _yes_no,
    FieldKind.DATE: _date,
    FieldKind.LIST: _list,
}
