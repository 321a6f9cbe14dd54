"""A profile as text to paste into a ticket."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from profile_browser.messages import profile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.user import User

PUBLIC_FIELDS = ("username", "email", "full_name", "disabled")
_WORD = re.compile(r"\S+")


def as_text(user: User) -> str:
    """Return all fields, one a line, as the window shows them."""
    return _lines(profile.shown_fields(user))


def as_json(user: User, *, ascii_only: bool = False) -> str:
    """Return exactly the four public fields as one JSON object on one line.

    Where a field holds what does not show, such as a terminal's control characters, marks of
    direction or half a surrogate pair, everything beyond ASCII is escaped.
    """
    fields = {name: getattr(user, name) for name in PUBLIC_FIELDS}
    text = json.dumps(fields, ensure_ascii=ascii_only)
    return text if text.isprintable() else json.dumps(fields)


def as_masked_text(user: User) -> str:
    """Return all fields with the personal ones cut to their first letters: ``j***@example.com``."""
    fields = profile.shown_fields(user)
    fields[profile.USERNAME] = _mask(fields[profile.USERNAME])
    if fields[profile.FULL_NAME] != profile.NOT_RECORDED:
        fields[profile.FULL_NAME] = _WORD.sub(
            lambda word: _mask(word[0]), fields[profile.FULL_NAME]
        )
    if fields[profile.EMAIL] != profile.NOT_RECORDED:
        fields[profile.EMAIL] = _mask_address(fields[profile.EMAIL])
    return _lines(fields)


def _lines(fields: Mapping[str, str]) -> str:
    return "\n".join(f"{label}: {value}" for label, value in fields.items())


def _mask(text: str) -> str:
    return f"{text[:1]}***"


def _mask_address(address: str) -> str:
    mailbox, at, domain = address.rpartition("@")
    return f"{_mask(mailbox)}@{domain}" if at else _mask(address)
