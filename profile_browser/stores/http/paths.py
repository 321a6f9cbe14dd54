"""Names as parts of a path."""

from __future__ import annotations

from urllib.parse import quote


def encoded(part: str) -> str:
    """Return a part of a path, with its dots encoded too: ``..`` would lead elsewhere."""
    return quote(part, safe="").replace(".", "%2E")
