"""The formats in which a row of a list is copied, saved and printed.

All have what was asked, the outcome, the public fields and the layout's more fields.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, cast

from profile_browser.domain.fields import FIELDS
from profile_browser.domain.list_input import SaveFormat
from profile_browser.domain.more_values import MoreValue
from profile_browser.domain.people_list import RowState
from profile_browser.messages.catalogue import _, label_text
from profile_browser.messages.clipboard_formats import json_of
from profile_browser.messages.plain_text import is_blank, printable
from profile_browser.messages.profile import copied_text, stored_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from profile_browser.domain.fields import Field
    from profile_browser.domain.more_values import MoreContent
    from profile_browser.domain.people_list import ListRow
    from profile_browser.messages.profile import Writer

SAVE_FORMATS = {SaveFormat.CSV: "CSV", SaveFormat.JSON_LINES: _("JSON lines")}
ASKED_FOR, OUTCOME = _("Asked for"), _("Outcome")
CSV_COLUMNS = "Asked for", "Outcome"
ASKED_NAME, OUTCOME_NAME = "asked", "outcome"  # in JSON
_WORDS = {
    RowState.NOT_ASKED: _("Not asked"),
    RowState.FOUND: _("Found"),
    RowState.SEVERAL: _("Several people"),
    RowState.MISSING: _("No such user"),
    RowState.NOT_READABLE: _("Not readable"),
    RowState.REFUSED: _("Not a username"),
}
_BREAKS = re.compile(r"[\t\r\n]+")
_GUARD = "'"
_INVISIBLE = r"\0\u00ad\u200b-\u200f\u2060-\u2064\ufeff"  # in a set of characters
_LINE_BREAK = "\r\n"  # the writer quotes values with its characters


def _cell_start(guard: str) -> re.Pattern[str]:
    """Return a pattern for the places where a cell with a formula may begin, behind a guard.

    A spreadsheet runs what begins like a formula, also after quotes, spaces and characters that it
    does not show. One that takes another delimiter begins a cell inside of a value.
    """
    formula = rf"['\"\s{_INVISIBLE}]*[=+\-@＝＋－＠]"
    first = rf"^(?={guard}(?:{formula}|['\"]*[\t\r\n]))"
    inner = rf"(?<=[;,|\t\r\n])(?={guard}{formula})"
    return re.compile(f"(?:{first}|{inner}){guard}")


_UNGUARDED, _GUARDED = _cell_start(""), _cell_start(_GUARD)


def outcome_word(state: RowState) -> str:
    """Return an outcome in words, as a table shows it."""
    return _WORDS[state]


def values_of_row(row: ListRow) -> tuple[MoreValue, ...]:
    """Return the values of the person in a row, like ``profile.values_of``; none if not found."""
    if row.state is not RowState.FOUND:
        return ()
    contents = cast("tuple[MoreContent, ...]", row.contents)
    by_field = dict(zip(FIELDS, map(MoreValue, FIELDS, contents), strict=True))
    by_field |= {value.field: value for value in row.damaged}
    return (*by_field.values(), *row.more)


def csv_header(fields: Sequence[Field]) -> str:
    """Return the first line of a CSV file, without a line break. It is English, for programs."""
    return _csv_line((*CSV_COLUMNS, *(field.label for field in fields)))


def csv_line(row: ListRow, fields: Sequence[Field]) -> str:
    """Return a row as a line of CSV, without a line break. No spreadsheet runs its cells."""
    return _csv_line((row.entry.text, row.state.value, *_cells(row, fields)))


def tsv_line(row: ListRow, fields: Sequence[Field], write: Writer = stored_text) -> str:
    """Return a row with tabs between the values, without a line break, to paste into a sheet."""
    cells = (printable(row.entry.text), outcome_word(row.state), *_cells(row, fields, write))
    return _tsv_line(cells)


def tsv_header(fields: Sequence[Field]) -> str:
    """Return the labels of what ``tsv_line`` returns, without a line break."""
    return _tsv_line((ASKED_FOR, OUTCOME, *(label_text(field.label) for field in fields)))


def json_line(row: ListRow, *, ascii_only: bool = False) -> str:
    """Return a row as a JSON object on one line: what was asked, the outcome, and the fields."""
    members: dict[str, object] = {ASKED_NAME: row.entry.text, OUTCOME_NAME: row.state.value}
    if row.state is RowState.FOUND:
        members |= zip((field.name for field in FIELDS), row.contents, strict=True)
    if row.usernames:
        members["usernames"] = row.usernames
    if row.problem:
        members["problem"] = row.problem.kind.value
    elif row.entry.refusal:
        members["problem"] = row.entry.refusal.kind.value
    return json_of(members, row.more, row.damaged, ascii_only=ascii_only)


def text_of_row(row: ListRow, write: Writer = stored_text) -> str:
    """Return a row as text: a line for what was asked and the outcome, and one for each field."""
    lines = [f"{printable(row.entry.text)}: {outcome_word(row.state)}"]
    lines += map(printable, row.usernames)
    values = values_of_row(row)
    lines += (
        f"{label_text(value.field.label)}: {copied_text(value, write=write)}" for value in values
    )
    return "\n".join(lines)


def guarded(cell: str) -> str:
    """Return a cell with an apostrophe wherever a spreadsheet would see a formula."""
    return _UNGUARDED.sub(_GUARD, cell)


def unguarded(cell: str) -> str:
    """Return what was ``guarded``."""
    return _GUARDED.sub("", cell) if _GUARD in cell else cell


def _cells(row: ListRow, fields: Iterable[Field], write: Writer = stored_text) -> Iterator[str]:
    """Return the values of the fields, and several usernames; empty where there is nothing."""
    cells = {_key(value.field): _cell(value, write) for value in values_of_row(row)}
    if row.usernames:
        cells[_key(FIELDS[0])] = "; ".join(map(printable, row.usernames))
    return (cells.get(_key(field), "") for field in fields)


def _key(field: Field) -> str:
    return field.name or field.path


def _cell(value: MoreValue, write: Writer) -> str:
    content = value.content
    is_missing = content is None or (isinstance(content, str) and is_blank(content))
    return "" if is_missing and not value.is_damaged else copied_text(value, write=write)


def _tsv_line(cells: Iterable[str]) -> str:
    return "\t".join(_quoted(_BREAKS.sub(" ", guarded(cell))) for cell in cells)


def _quoted(cell: str) -> str:
    """Return a cell in quotes if it begins with one: a sheet would look for the end of it."""
    return '"{}"'.format(cell.replace('"', '""')) if cell.startswith('"') else cell


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator=_LINE_BREAK).writerow(map(guarded, cells))
    return line.getvalue().removesuffix(_LINE_BREAK)
