"""Reads the query plans that EXPLAIN returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# Covers each version of the operator. A sequential scan, which needs no index at all, has its name.
_WHOLE_SCAN = "PrimaryScan"


def scans_everything(plan: object) -> bool:
    """Return whether a plan, or any part of it, reads the whole collection."""
    waiting = [plan]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Mapping):
            if str(part.get("#operator", "")).startswith(_WHOLE_SCAN):
                return True
            waiting.extend(part.values())
        elif isinstance(part, Sequence) and not isinstance(part, str):
            waiting.extend(part)
    return False
