"""Pseudonyms for usernames, for files that must not contain the usernames."""

from __future__ import annotations

import hmac


def keyed_hash(key: bytes, username: str) -> str:
    """Return HMAC-SHA256 of the username in UTF-8, as 64 hexadecimal digits.

    The same key and username give the same digits. Without the key, usernames cannot be tested.
    A username with a lone surrogate is hashed too.
    """
    return hmac.digest(key, username.encode("utf-8", "surrogatepass"), "sha256").hex()
