"""A name that stands for a username where the username itself must not be written."""

from __future__ import annotations

import hashlib
import hmac


def keyed_hash(key: bytes, username: str) -> str:
    """Return HMAC-SHA256 of the username in UTF-8, as 64 hexadecimal digits.

    The same key and username give the same digits; without the key nobody can try names out.
    A username that is no valid text, with half of a pair of surrogates, has digits of its own.
    """
    return hmac.new(key, username.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
