"""Lists of people: entries, and rows of each outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from profile_browser.domain.outcome import Found
from profile_browser.domain.people_list import Entry, ListRow, RowState, row_of
from tests.unit.helpers.people import user

if TYPE_CHECKING:
    from collections.abc import Iterable

    from profile_browser.domain.more_values import MoreValue

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def entries_of(*names: str) -> list[Entry]:
    return [Entry(name) for name in names]


def numbered(count: int) -> list[Entry]:
    """Return this many entries; their alphabetical order is not that of the list."""
    return [Entry(f"user{(at * 7919) % 100_003:06}") for at in range(count)]


def found_row(
    name: str, *, more: Iterable[MoreValue] = (), asked: str = "", **fields: str | bool
) -> ListRow:
    """Return the row of a person who was found, with these values."""
    person = replace(user(name, **fields), more=tuple(more))
    return row_of(Entry(asked or name), Found(person, "Customers", NOON))


def row_in(state: RowState, name: str) -> ListRow:
    """Return the row of an entry that nobody was found for."""
    return ListRow(Entry(name), state)


def found_rows(entries: Iterable[Entry]) -> list[ListRow]:
    """Return a row for each entry, all of them found, with the values that people usually have."""
    return [
        ListRow(
            entry,
            RowState.FOUND,
            (entry.text, f"Émile {entry.text[:-5:-1]}", f"{entry.text}@example.com", None),
            read_at=NOON,
        )
        for entry in entries
    ]
