"""Names that belong to secrets. A field with such a name is never asked for."""

from __future__ import annotations

import re

_ANYWHERE = (
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "hash",
    "secret",
    "token",
    "credential",
)
_WHOLE_WORDS = {"otp", "totp", "salt", "pin", "pwd", "pass"}  # “shipping” contains a pin
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def is_secret(path: str) -> bool:
    """Return whether a part of a dotted path is called like a secret."""
    lowered = path.casefold()
    if any(name in lowered for name in _ANYWHERE):
        return True
    return any(word.casefold() in _WHOLE_WORDS for word in _WORD.findall(path))
