"""The forms in which a row of a list is copied, saved and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.fields import Field
    from profile_browser.domain.people_list import ListRow, RowState


def outcome_word(state: RowState) -> str:
    """Return an outcome in words, as a table shows it."""
    raise NotImplementedError


def csv_header(fields: Sequence[Field]) -> str:
    """Return the first line of a CSV file, without a line break."""
    raise NotImplementedError


def csv_line(row: ListRow, fields: Sequence[Field]) -> str:
    """Return a row as a line of CSV, without a line break. No spreadsheet runs its cells."""
    raise NotImplementedError


def tsv_line(row: ListRow, fields: Sequence[Field]) -> str:
    """Return a row with tabs between the values, without a line break, to paste into a sheet."""
    raise NotImplementedError


def json_line(row: ListRow, *, ascii_only: bool = False) -> str:
    """Return a row as a JSON object on one line: what was asked, the outcome, and the fields."""
    raise NotImplementedError


def text_of_row(row: ListRow) -> str:
    """Return a row as text: a line for what was asked and the outcome, and one for each field."""
    raise NotImplementedError
