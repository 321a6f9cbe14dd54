"""Reads the query plans that EXPLAIN returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

# Each stands for all versions of an operator. A sequential scan, which needs no index at all, has
# the first name, too.
_WHOLE_SCAN = "PrimaryScan"
_INDEX_SCAN = "IndexScan"


def uses_only_indexes(plan: object) -> bool:
    """Return whether a plan reads entries of an index, and no part of it the whole collection."""
    names = list(_operators(plan))
    return any(name.startswith(_INDEX_SCAN) for name in names) and not any(
        name.startswith(_WHOLE_SCAN) for name in names
    )


def _operators(plan: object) -> Iterator[str]:
    waiting = [plan]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Mapping):
            yield str(part.get("#operator", ""))
            waiting.extend(part.values())
        elif isinstance(part, Sequence) and not isinstance(part, str):
            waiting.extend(part)
