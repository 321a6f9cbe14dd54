"""Formats in which a profile is copied, to paste into a ticket."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from profile_browser.domain.fields import Mask
from profile_browser.domain.masking import USUAL_MASKS
from profile_browser.messages.catalogue import label_text
from profile_browser.messages.masked_values import masked_text
from profile_browser.messages.profile import copied_text, stored_text, values_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from profile_browser.domain.masking import MaskRules
    from profile_browser.domain.more_values import MoreValue
    from profile_browser.domain.user import User
    from profile_browser.messages.profile import Writer


def as_text(user: User, longest: int | None = None, write: Writer = stored_text) -> str:
    """Return all fields, one per line. Numbers and dates are written as they are stored.

    ``longest`` truncates each value to this many characters, with an ellipsis. ``write`` writes
    numbers and dates in another way.
    """
    return _lines((value, copied_text(value, longest, write)) for value in values_of(user))


def as_json(user: User, *, ascii_only: bool = False, **others: object) -> str:
    """Return exactly the public fields, and these others, as one JSON object on one line.

    ``more`` has the fields that a layout adds, by path and as they are stored. ``damaged`` has what
    the record contains instead of a field's value. Everything beyond ASCII is escaped if a value
    contains invisible characters, such as control characters or direction marks.
    """
    fields = user.public_values | others
    return json_of(fields, user.more, user.damaged, ascii_only=ascii_only)


def json_of(
    members: Mapping[str, object],
    more: Iterable[MoreValue] = (),
    damaged: Iterable[MoreValue] = (),
    *,
    ascii_only: bool = False,
) -> str:
    """Return these members and values as ``as_json`` writes those of a user."""
    text = json.dumps(members, ensure_ascii=False, default=_iso_text)
    for name, values in (("damaged", damaged), ("more", more)):
        if values:
            stored = {value.field.path: as_stored(value.exact) for value in values}
            text = f'{text[:-1]}, "{name}": {json_object(stored)}}}'
    return _escaped(text) if ascii_only or not text.isprintable() else text


def _iso_text(day: date) -> str:
    return day.isoformat()


def as_masked_text(
    user: User,
    rules: MaskRules = USUAL_MASKS,
    longest: int | None = None,
    write: Writer = stored_text,
) -> str:
    """Return what ``as_text`` returns, with personal fields masked: ``j•••@example.com``."""
    lines = (
        (value, copied_text(value, longest, write))
        if rules.mask_of(value.field) is Mask.NONE
        else (value, masked_text(value, rules, longest, write))
        for value in values_of(user)
    )
    return _lines(lines)


def _lines(values: Iterable[tuple[MoreValue, str]]) -> str:
    return "\n".join(f"{label_text(value.field.label)}: {text}" for value, text in values)


def json_object(members: Mapping[str, str]) -> str:
    """Return a JSON object whose values are JSON already."""
    pairs = (f"{json.dumps(path, ensure_ascii=False)}: {text}" for path, text in members.items())
    return f"{{{', '.join(pairs)}}}"


def as_stored(exact: str) -> str:
    """Return a stored value as JSON, or as a JSON string if it is none, such as ``Infinity``."""
    try:
        json.loads(exact or "null", parse_int=str, parse_float=str, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return json.dumps(exact, ensure_ascii=False)
    return exact or "null"


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _escaped(text: str) -> str:
    beyond_ascii = {letter for letter in set(text) if not " " <= letter <= "~"}
    return text.translate({ord(letter): json.dumps(letter)[1:-1] for letter in beyond_ascii})
