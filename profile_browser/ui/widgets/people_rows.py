"""The rows of a list, how many have each outcome, and which contain a text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from profile_browser.domain.fields import FIELDS
from profile_browser.domain.folding import fold
from profile_browser.domain.more_values import MoreValue
from profile_browser.domain.people_list import ListRow, RowState
from profile_browser.messages.plain_text import NOT_RECORDED
from profile_browser.ui.widgets.profile_cells import LONGEST_TEXT, cell_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from profile_browser.domain.fields import Field
    from profile_browser.domain.people_list import Entry

_BETWEEN = "\n"  # of two texts of a row: no word that a person types contains it


class PeopleRows:
    """Holds a row for each entry, in the order of the input. ``fields`` are those of the columns.

    Only rows that have been filled in take memory of their own.
    """

    def __init__(self, entries: Sequence[Entry] = (), more: Sequence[Field] = ()) -> None:
        self.fields = (*FIELDS, *more)
        self._entries = entries
        self._rows: list[ListRow | None] = [None] * len(entries)
        self._folded: list[str | None] = [None] * len(entries)
        self._counts = Counter({RowState.NOT_ASKED: len(entries)})

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def counts(self) -> Mapping[RowState, int]:
        """How many entries are in each state."""
        return {state: self._counts[state] for state in RowState}

    def row_at(self, place: int) -> ListRow:
        """Return the row of an entry."""
        return self._rows[place] or ListRow(self._entries[place])

    def all(self) -> Sequence[ListRow]:
        """Return the rows of all entries, quickly."""
        both = zip(self._rows, self._entries, strict=True)
        return [row or ListRow(entry) for row, entry in both]

    def state_at(self, place: int) -> RowState:
        """Return what is known about an entry."""
        row = self._rows[place]
        return RowState.NOT_ASKED if row is None else row.state

    def text_at(self, place: int) -> str:
        """Return what was asked for."""
        return self._entries[place].text

    def value_at(self, place: int, number: int) -> MoreValue | None:
        """Return the value of a field of the person who was found; None if there is none."""
        row = self._rows[place]
        if row is None or row.state is not RowState.FOUND:
            return None
        if number >= len(FIELDS):
            more = number - len(FIELDS)
            return row.more[more] if more < len(row.more) else MoreValue(self.fields[number])
        field = FIELDS[number]
        for value in row.damaged:
            if value.field == field:
                return value
        return MoreValue(field, row.contents[number])  # type: ignore[arg-type]  # of this field

    def fill(self, first: int, rows: Sequence[ListRow]) -> range:
        """Fill in the rows from this entry on. Returns the places of those that there are."""
        places = range(first, min(first + len(rows), len(self)))
        for place, row in zip(places, rows, strict=False):
            self._counts[self.state_at(place)] -= 1
            self._counts[row.state] += 1
            self._rows[place], self._folded[place] = row, None
        return places

    def fold(self, places: Iterable[int]) -> None:
        """Prepare these rows for filtering, which takes most of its time."""
        for place in places:
            if self._folded[place] is None:
                self._folded[place] = self._folded_text(place)

    def matching(
        self, places: Sequence[int], states: Collection[RowState], text: str
    ) -> Sequence[int]:
        """Return those of these places that are in one of the states and contain all words."""
        if states:
            places = [place for place in places if self.state_at(place) in states]
        words = fold(text).split()
        if words:
            self.fold(places)
        folded = self._folded
        for word in words:
            places = [place for place in places if word in (folded[place] or "")]
        return places

    def _folded_text(self, place: int) -> str:
        row = self._rows[place]
        if row is None:
            return fold(self._entries[place].text[:LONGEST_TEXT])
        texts = [row.entry.text[:LONGEST_TEXT]]
        for number, content in enumerate(row.contents):
            if isinstance(content, str):  # as most are, which need not be made a text first
                texts.append(content[:LONGEST_TEXT])
            elif content is not None:
                texts.append(cell_text(MoreValue(FIELDS[number], content)))  # type: ignore[arg-type]  # of this field
        texts += [name[:LONGEST_TEXT] for name in row.usernames]
        shown = map(cell_text, (*row.damaged, *row.more))
        return fold(_BETWEEN.join([*texts, *(text for text in shown if text != NOT_RECORDED)]))
