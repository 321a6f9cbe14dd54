"""The words round a profile: its fields' names, what a missing value reads, the notice on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages.plain_text import brief, is_blank, printable, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from profile_browser.domain.user import User

NOT_RECORDED = "Not recorded"
ACTIVE = "Active"
DISABLED = "Disabled"

USERNAME = "Username"
FULL_NAME = "Full name"
EMAIL = "E-mail"
ACCOUNT = "Account"


def account_word(disabled: bool | None) -> str:
    """Return the account's state in a word."""
    if disabled is None:
        return NOT_RECORDED
    return DISABLED if disabled else ACTIVE


def text_of(value: str | None, longest: int | None = None) -> str:
    """Return a field's value as it is shown; an absent or blank one is not recorded.

    With a longest number of characters the rest of it is left out, and an ellipsis says so.
    """
    if value is None or is_blank(value):
        return NOT_RECORDED
    return printable(value) if longest is None else brief(value, longest)


def values_of(user: User) -> dict[str, str | None]:
    """Return the four fields as they are recorded, by label, in the order they are shown."""
    return {
        USERNAME: user.username,
        FULL_NAME: user.full_name,
        EMAIL: user.email,
        ACCOUNT: account_word(user.disabled),
    }


def shown_fields(user: User, longest: int | None = None) -> dict[str, str]:
    """Return the four fields as a person reads them, by label, in the order they are shown."""
    return {label: text_of(value, longest) for label, value in values_of(user).items()}


def other_username(asked: str, recorded: str) -> str:
    """Say that the record says of itself that it is somebody else's."""
    return (
        f"This record is stored under {quoted(asked)}, but says that its username is "
        f"{quoted(recorded)}. Tell your administrator."
    )


def read_from(connection: str, read_at: datetime) -> str:
    """Say where and when the profile was read."""
    return f"Read from {connection} at {read_at:%H:%M:%S}"


def where_damaged(fields: Sequence[str]) -> str:
    """Say which fields of a record cannot be read; without any, it is not a record at all."""
    if not fields:
        return "It is not a JSON object."
    named = " and ".join(quoted(field) for field in fields)
    return f"{'Its field' if len(fields) == 1 else 'Its fields'} {named} cannot be read."
