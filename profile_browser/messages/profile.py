"""Text of a profile: its values, the notice above it, and when it was read."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from profile_browser.domain import more_values
from profile_browser.domain.fields import FIELDS, FieldKind
from profile_browser.domain.more_values import MoreValue
from profile_browser.messages.catalogue import _
from profile_browser.messages.plain_text import (
    NOT_RECORDED,
    brief,
    is_blank,
    printable,
    quoted,
    shortened,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from profile_browser.domain.outcome import Found
    from profile_browser.domain.user import User

ACTIVE = _("Active")
DISABLED = _("Disabled")
YES = _("Yes")
NO = _("No")

Writer = Callable[[MoreValue], str]  # writes a number or a date

_UNREAD = {
    more_values.SOME_OBJECT: _("an object"),
    more_values.SOME_OBJECTS: _("a list that contains objects or lists"),
}
_LONGEST_FOUND = _LONGEST_HINT = 200  # characters of a value
_DAMAGED: Mapping[FieldKind, str] = {
    FieldKind.TEXT: _("Not text"),
    FieldKind.NUMBER: _("Not a number"),
    FieldKind.YES_NO: _("Not yes or no"),
    FieldKind.ACCOUNT: _("Not yes or no"),
    FieldKind.DATE: _("Not a date"),
    FieldKind.LIST: _("Not a list of texts"),
}


def account_word(disabled: bool | None) -> str:
    """Return the account's state as a word."""
    if disabled is None:
        return NOT_RECORDED
    return DISABLED if disabled else ACTIVE


def values_of(user: User) -> tuple[MoreValue, ...]:
    """Return the values of the built-in fields and of those that the layout adds, as shown."""
    built_in = {field: MoreValue(field, getattr(user, field.name)) for field in FIELDS}
    built_in |= {value.field: value for value in user.damaged}
    return (*built_in.values(), *user.more)


def stored_text(value: MoreValue) -> str:
    """Return a number or a date letter for letter as it is stored."""
    exact = value.exact or str(value.content)
    return printable(json.loads(exact) if _is_text(exact) else exact)


def shown_text(value: MoreValue, longest: int | None = None, write: Writer = stored_text) -> str:
    """Return a value in words: NOT_RECORDED if it is absent or blank.

    ``longest`` truncates it to this many characters. ``write`` writes numbers and dates.
    """
    content = value.content
    if value.is_damaged:
        return _DAMAGED[value.field.kind]
    if value.field.kind is FieldKind.ACCOUNT:
        return account_word(None if content is None else bool(content))
    match content:
        case bool():
            return YES if content else NO
        case int() | float() | date():
            text = write(value)
            return text if longest is None else shortened(text, longest)
        case tuple():
            return text_of(_joined(content), longest)
        case _:
            return text_of(content, longest)


def copied_text(value: MoreValue, longest: int | None = None, write: Writer = stored_text) -> str:
    """Return a value as it is copied: like ``shown_text``, and what was found if it is damaged."""
    text = shown_text(value, longest, write)
    return f"{text}: {_found_text(value)}" if value.is_damaged else text


def hint(value: MoreValue) -> str:
    """Return what the shown text leaves out: how exactly the value is stored."""
    if value.is_damaged:
        return _("Found: {value}").format(value=_found_text(value))
    is_written = isinstance(value.content, int | float | date)
    is_word = isinstance(value.content, bool)
    if is_word or not is_written:
        return ""
    return _("Stored as: {value}").format(value=shortened(stored_text(value), _LONGEST_HINT))


def _found_text(value: MoreValue) -> str:
    """Return what is stored in place of a value: a text in curly quotes, anything else as JSON."""
    if _is_text(value.exact):
        return quoted(json.loads(value.exact), _LONGEST_FOUND)
    return _UNREAD.get(value.exact) or brief(value.exact, _LONGEST_FOUND)


def _is_text(json_text: str) -> bool:
    return json_text.startswith('"')


def _joined(items: tuple[str, ...]) -> str:
    texts = [text for text in items if not is_blank(text)]
    has_commas = any("," in text for text in texts)
    return ("; " if has_commas else ", ").join(texts)


def notice_text(found: Found) -> str:
    """Return a warning if a record claims to belong to another user, else nothing."""
    if not found.is_stored_under_another_name:
        return ""
    return _(
        "This record is stored under {asked}, but its username field says {username}. "
        "Tell your administrator."
    ).format(asked=quoted(found.asked), username=quoted(found.user.username))


def read_from(connection: str, read_at: datetime) -> str:
    """Return where and when the profile was read."""
    return _("Read from {connection} at {read_at}").format(
        connection=connection, read_at=f"{read_at:%H:%M:%S}"
    )
