"""What can be copied of the rows of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.fields import FIELDS
from profile_browser.domain.people_list import RowState
from profile_browser.messages import people_table as wording
from profile_browser.messages.list_formats import text_of_row, tsv_header, tsv_line
from profile_browser.messages.plain_text import is_blank, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from profile_browser.domain.fields import Field
    from profile_browser.domain.people_list import ListRow

    Values = Callable[[ListRow], Sequence[object]]

_USERNAME, _EMAIL = (
    next(at for at, field in enumerate(FIELDS) if field.name == name)
    for name in ("username", "email")
)


class PeopleCopy(NamedTuple):
    """A copy that is being built. ``what`` is an entry of the menu."""

    what: str
    texts: Iterator[Sequence[str]]  # of each row; those of a person who was not found may be none
    heading: str = ""

    def joined(self, texts: Sequence[str]) -> tuple[str, str]:
        """Return a text for the clipboard and what it is in words: “12 rows”."""
        between = "\n\n" if self.what == wording.COPY_TEXT else "\n"
        count = len(texts)
        if self.what in _VALUES:
            return between.join(texts), wording.values_copied(count, self.what)
        return self.heading + between.join(texts), wording.rows_copied(count)


def copy_of(what: str, rows: Iterable[ListRow], fields: Sequence[Field]) -> PeopleCopy:
    """Return a copy of these rows."""
    if what == wording.COPY_TABLE:
        return PeopleCopy(what, ([tsv_line(row, fields)] for row in rows))
    if what == wording.COPY_TEXT:
        return PeopleCopy(what, ([text_of_row(row)] for row in rows))
    return PeopleCopy(what, (_texts(_VALUES[what](row)) for row in rows))


def table_of(rows: Iterable[ListRow], fields: Sequence[Field]) -> PeopleCopy:
    """Return a copy of rows with the labels of their columns above them."""
    return copy_of(wording.COPY_TABLE, rows, fields)._replace(heading=f"{tsv_header(fields)}\n")


def has_any(what: str, rows: Sequence[ListRow]) -> bool:
    """Return whether an entry of the menu would copy anything of these rows."""
    return what not in _VALUES or any(_texts(_VALUES[what](row)) for row in rows)


def _texts(values: Iterable[object]) -> list[str]:
    return [printable(text) for text in values if isinstance(text, str) and not is_blank(text)]


def _usernames(row: ListRow) -> Sequence[object]:
    return row.contents[_USERNAME : _USERNAME + 1] if row.state is RowState.FOUND else row.usernames


_VALUES: Mapping[str, Values] = {
    wording.COPY_ASKED: lambda row: (row.entry.text,),
    wording.COPY_USERNAMES: _usernames,
    wording.COPY_EMAILS: lambda row: row.contents[_EMAIL : _EMAIL + 1],
}
COPIES = (wording.COPY_TABLE, wording.COPY_TEXT, *_VALUES)
