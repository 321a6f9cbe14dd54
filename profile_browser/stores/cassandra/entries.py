"""The entries of the search table: what an organisation stores there, and what a search asks for.

Cassandra finds no text by its beginning and folds nothing. So each folded text by which somebody
can be found has a row of its own, sorted among those with the same first character.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.folding import fold
from profile_browser.domain.matching import entries_of, orders_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from profile_browser.domain.record import RecordLayout

USERNAME, EMAIL, FULL_NAME = "username", "email", "full_name"
_HIGHEST = "\U0010ffff"  # sorts behind every other character


class Entry(NamedTuple):
    """A row of the search table, by the order of its columns. ``id`` is the key of the record."""

    field: str
    beginning: str
    folded: str
    id: str


class Find(NamedTuple):
    """One read of a search: the entries of a field that equal a text, or begin with it."""

    field: str
    text: str
    is_beginning: bool

    def values(self, limit: int, after: Sequence[object] = ()) -> tuple[object, ...]:
        """Return the values for the statement of this read.

        ``after`` are the text and the key of the last entry that was read.
        """
        text, key = after or (self.text, "")  # no record has the empty key
        until = (self.text + _HIGHEST,) if self.is_beginning else ()
        return (self.field, self.text[0], text, key, *until, limit)

    def matches(self, row: Mapping[str, object], layout: RecordLayout) -> bool:
        """Return whether a record still has such an entry. The search table may be out of date."""
        value = row.get(layout.path_of(self.field))
        texts = folded_texts(self.field, value) if isinstance(value, str) else set()
        if self.is_beginning:
            return any(text.startswith(self.text) for text in texts)
        return self.text in texts


class Pages:
    """One read of a search, page by page: until enough people match or no entry is left.

    Somebody may have several entries, and an entry may be out of date.
    """

    def __init__(self, find: Find, limit: int) -> None:
        """``limit`` is the number of entries on a page, and of people that are enough."""
        self.find = find
        self.is_complete = False
        self._limit = limit
        self._last: Sequence[object] = ()
        self._matching: set[object] = set()

    @property
    def values(self) -> tuple[object, ...]:
        """The values for the statement of the next page."""
        return self.find.values(self._limit, self._last)

    def add(self, page: Sequence[Sequence[object]], matching: Iterable[object]) -> None:
        """Take note of a page, and which of its keys have a record that matches."""
        self._matching.update(matching)
        self.is_complete = len(page) < self._limit or len(self._matching) >= self._limit
        self._last = page[-1] if page else ()


def entries_for(key: str, *, username: str, email: str = "", full_name: str = "") -> set[Entry]:
    """Return the rows that the search table needs for one record: the rule, as code."""
    values = {USERNAME: username, EMAIL: email, FULL_NAME: full_name}
    return {
        Entry(field, text[0], text, key)
        for field, value in values.items()
        for text in folded_texts(field, value)
    }


def folded_texts(field: str, value: str) -> set[str]:
    """Return the texts by which a value of this field can be found: a name by each of its words."""
    texts = entries_of(value) if field == FULL_NAME else {fold(value)}
    return texts - {""}


def finds_by_email(text: str) -> list[Find]:
    """Return the reads for a whole e-mail address or username."""
    return [Find(field, fold(text), is_beginning=False) for field in (EMAIL, USERNAME)]


def finds_by_beginning(text: str) -> list[Find]:
    """Return the reads for the beginnings of usernames, e-mails and the words of names."""
    names = dict.fromkeys(map(" ".join, orders_of(text)))
    return [
        suggestions(text),
        Find(EMAIL, fold(text), is_beginning=True),
        *(Find(FULL_NAME, name, is_beginning=True) for name in names),
    ]


def suggestions(text: str) -> Find:
    """Return the read for the beginning of a username."""
    return Find(USERNAME, fold(text), is_beginning=True)
