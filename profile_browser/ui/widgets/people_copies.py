"""What can be copied of the rows of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.fields import FIELDS
from profile_browser.domain.people_list import RowState
from profile_browser.messages import people_table as wording
from profile_browser.messages.list_formats import text_of_row, tsv_header, tsv_line
from profile_browser.messages.plain_text import is_blank, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from profile_browser.domain.fields import Field
    from profile_browser.domain.people_list import ListRow

    Values = Callable[[ListRow], Sequence[object]]

_USERNAME, _EMAIL = (
    next(at for at, field in enumerate(FIELDS) if field.name == name)
    for name in ("username", "email")
)


def copy_of(what: str, rows: Sequence[ListRow], fields: Sequence[Field]) -> tuple[str, str]:
    """Return a text for the clipboard and what it is in words. ``what`` is an entry of the menu."""
    if what == wording.COPY_TABLE:
        return "\n".join(tsv_line(row, fields) for row in rows), wording.rows_copied(len(rows))
    if what == wording.COPY_TEXT:
        return "\n\n".join(map(text_of_row, rows)), wording.rows_copied(len(rows))
    texts = _texts(rows, _VALUES[what])
    return "\n".join(texts), wording.values_copied(len(texts), what)


def table_of(rows: Sequence[ListRow], fields: Sequence[Field]) -> tuple[str, str]:
    """Return rows with the labels of their columns above them, and what that is in words."""
    text, what = copy_of(wording.COPY_TABLE, rows, fields)
    return f"{tsv_header(fields)}\n{text}", what


def has_any(what: str, rows: Sequence[ListRow]) -> bool:
    """Return whether an entry of the menu would copy anything of these rows."""
    return what not in _VALUES or any(_texts((row,), _VALUES[what]) for row in rows)


def _texts(rows: Sequence[ListRow], values: Values) -> list[str]:
    found = (value for row in rows for value in values(row))
    return [printable(text) for text in found if isinstance(text, str) and not is_blank(text)]


def _usernames(row: ListRow) -> Sequence[object]:
    return row.contents[_USERNAME : _USERNAME + 1] if row.state is RowState.FOUND else row.usernames


_VALUES: Mapping[str, Values] = {
    wording.COPY_ASKED: lambda row: (row.entry.text,),
    wording.COPY_USERNAMES: _usernames,
    wording.COPY_EMAILS: lambda row: row.contents[_EMAIL : _EMAIL + 1],
}
COPIES = (wording.COPY_TABLE, wording.COPY_TEXT, *_VALUES)
