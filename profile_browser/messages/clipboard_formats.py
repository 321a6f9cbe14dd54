"""Formats in which a profile is copied, to paste into a ticket."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from profile_browser.domain.fields import FIELDS, Mask
from profile_browser.messages.profile import NOT_RECORDED, shown_values

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from profile_browser.domain.user import User

_WORD = re.compile(r"\S+")


def as_text(user: User, longest: int | None = None) -> str:
    """Return all fields, one per line, as the window shows them.

    ``longest`` truncates each value to this many characters, with an ellipsis.
    """
    return _lines(shown_values(user, longest))


def as_json(user: User, *, ascii_only: bool = False, **others: object) -> str:
    """Return exactly the public fields, and these others, as one JSON object on one line.

    Everything beyond ASCII is escaped if a field contains invisible characters, such as control
    characters, direction marks or a lone surrogate.
    """
    fields = {field.name: getattr(user, field.name) for field in FIELDS} | others
    text = json.dumps(fields, ensure_ascii=ascii_only)
    return text if text.isprintable() else json.dumps(fields)


def as_masked_text(user: User) -> str:
    """Return all fields, with personal ones masked: ``j***@example.com``."""
    masks = {field.label: _MASKS[field.mask] for field in FIELDS}
    shown = shown_values(user)
    return _lines(
        {
            label: value if value == NOT_RECORDED else masks[label](value)
            for label, value in shown.items()
        }
    )


def _lines(fields: Mapping[str, str]) -> str:
    return "\n".join(f"{label}: {value}" for label, value in fields.items())


def _mask(text: str) -> str:
    return f"{text[:1]}***"


def _mask_words(text: str) -> str:
    return _WORD.sub(lambda word: _mask(word[0]), text)


def _mask_address(address: str) -> str:
    mailbox, at, domain = address.rpartition("@")
    return f"{_mask(mailbox)}@{domain}" if at else _mask(address)


_MASKS: Mapping[Mask, Callable[[str], str]] = {
    Mask.FIRST_LETTER: _mask,
    Mask.INITIALS: _mask_words,
    Mask.ADDRESS: _mask_address,
    Mask.NONE: str,
}
