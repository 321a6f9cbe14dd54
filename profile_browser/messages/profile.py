"""Text of a profile: its values, the notice above it, and when it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.fields import FIELDS, FieldKind
from profile_browser.messages.plain_text import brief, is_blank, printable, quoted

if TYPE_CHECKING:
    from datetime import datetime

    from profile_browser.domain.fields import Field
    from profile_browser.domain.outcome import Found
    from profile_browser.domain.user import User

NOT_RECORDED = "Not recorded"
ACTIVE = "Active"
DISABLED = "Disabled"


def account_word(disabled: bool | None) -> str:
    """Return the account's state as a word."""
    if disabled is None:
        return NOT_RECORDED
    return DISABLED if disabled else ACTIVE


def text_of(value: str | None, longest: int | None = None) -> str:
    """Return a value as it is shown: NOT_RECORDED if it is absent or blank.

    ``longest`` truncates the value to this many characters, with an ellipsis.
    """
    if value is None or is_blank(value):
        return NOT_RECORDED
    return printable(value) if longest is None else brief(value, longest)


def recorded_text(field: Field, user: User) -> str | None:
    """Return a field's value as text, or None if it is not recorded."""
    value = getattr(user, field.name)
    if field.kind is FieldKind.ACCOUNT:
        return account_word(value)
    return None if value is None else str(value)


def shown_values(user: User, longest: int | None = None) -> dict[str, str]:
    """Return the text of all fields by label, in display order."""
    return {field.label: text_of(recorded_text(field, user), longest) for field in FIELDS}


def notice_text(found: Found) -> str:
    """Return a warning if a record claims to belong to another user, else nothing."""
    if not found.is_stored_under_another_name:
        return ""
    return (
        f"This record is stored under {quoted(found.asked)}, but its username field says "
        f"{quoted(found.user.username)}. Tell your administrator."
    )


def read_from(connection: str, read_at: datetime) -> str:
    """Return where and when the profile was read."""
    return f"Read from {connection} at {read_at:%H:%M:%S}"
