"""The values of the fields that a connection adds to the built-in ones."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.fields import Field, FieldKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# As seconds this is the year 5138, as milliseconds it is 1973.
_FIRST_MILLISECONDS = 10**11

# Stand for values whose contents are not kept.
SOME_OBJECT, SOME_OBJECTS = '{"…": "…"}', '["…"]'

MoreContent = str | int | float | bool | date | tuple[str, ...] | None


class MoreValue(NamedTuple):
    """A labelled value of a profile.

    ``content`` is None if the record lacks the field or if the value is damaged, which means of
    another kind than the field. ``exact`` is the value as it is stored, as JSON that can be
    encoded; empty if the record lacks it. What an object contains is left out, because no layout
    describes it: it may be a secret.
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
    return MoreValue(field, _content_of(field.kind, value), _exact_of(value))


def _exact_of(value: object) -> str:
    if isinstance(value, dict):
        return SOME_OBJECT
    if isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
        return SOME_OBJECTS
    exact = json.dumps(value, ensure_ascii=False)
    try:
        exact.encode()
    except UnicodeEncodeError:  # half a character
        return json.dumps(value)
    return exact


def _content_of(kind: FieldKind, value: object) -> MoreContent:
    try:
        return _READERS[kind](value)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    value.encode()  # raises a ValueError: half a character cannot be shown or written
    return value


def _number(value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise TypeError
    return value


def _yes_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _date(value: object) -> date:
    """Return a date, or a date and time. One without a time zone is left without."""
    if isinstance(value, str):
        return date.fromisoformat(value) if len(value) == len("2026-01-31") else _time(value)
    number = _number(value)
    seconds = number / 1000 if abs(number) >= _FIRST_MILLISECONDS else number
    return datetime.fromtimestamp(seconds, UTC)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


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
