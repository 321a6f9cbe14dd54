"""The table of cases and kinds, from the reports of the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tests.stores.harness import Harness

_PROPERTY = "store case"
_KIND_COLUMN = 15
# The worst one is that of a cell. The categories are pytest's.
_WORDS = {"error": "FAILED", "failed": "FAILED", "skipped": "not run", "passed": "yes"}
_YES, _CANNOT, _IN_PART = "yes", "cannot", "in part"
_RANK = ("FAILED", "not run", _IN_PART, _YES, _CANNOT)


def note_case(item: pytest.Item) -> str:
    """Note the test's case and kind for the table. Return why the kind cannot show it, if so."""
    if "harness" not in getattr(item, "fixturenames", ()) or not isinstance(item, pytest.Function):
        return ""
    mark = item.get_closest_marker("case")
    assert mark is not None, "a test of a kind names its case"
    harness: Harness = item.callspec.params["harness"]  # type: ignore[assignment]  # any object
    (name,) = mark.args
    abilities = [ability for needs in item.iter_markers("needs") for ability in needs.args]
    reasons = [harness.lacks[ability] for ability in abilities if ability in harness.lacks]
    reason = reasons[0] if reasons else ""
    item.user_properties.append((_PROPERTY, [harness.adapter.kind.name, name, reason]))
    return reason


def table_of(stats: Mapping[str, Sequence[object]], kinds: Sequence[str]) -> list[str]:
    """Return the lines of the table, or none if no case was run."""
    cells: dict[str, dict[str, str]] = {}
    reasons: dict[str, dict[str, list[str]]] = {}
    for word, (kind, name, reason) in _noted(stats):
        row = cells.setdefault(name, {})
        row[kind] = _worse(_CANNOT if reason else word, row.get(kind))
        if reason:
            names = reasons.setdefault(kind, {}).setdefault(reason, [])
            names += [name] if name not in names else []
    return [*_rows(cells, kinds), *_notes(reasons)] if cells else []


def _noted(stats: Mapping[str, Sequence[object]]) -> Iterator[tuple[str, list[str]]]:
    for category, word in _WORDS.items():
        for report in stats.get(category, ()):
            noted = dict(getattr(report, "user_properties", ())).get(_PROPERTY)
            if noted:
                yield word, noted


def _worse(cell: str, other: str | None) -> str:
    if {cell, other} == {_YES, _CANNOT}:
        return _IN_PART
    return min(cell, other or cell, key=_RANK.index)


def _rows(cells: Mapping[str, Mapping[str, str]], kinds: Sequence[str]) -> Iterator[str]:
    width = max(map(len, cells)) + 2
    yield _line("", kinds, width)
    for name in sorted(cells, key=str.lower):
        yield _line(name, [cells[name].get(kind, "") for kind in kinds], width)


def _line(first: str, others: Iterable[str], width: int) -> str:
    return (first.ljust(width) + "".join(other.ljust(_KIND_COLUMN) for other in others)).rstrip()


def _notes(reasons: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterator[str]:
    for kind, given in reasons.items():
        for reason, names in given.items():
            yield f"{kind} cannot show {', '.join(sorted(names))}: {reason}"
