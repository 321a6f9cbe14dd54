"""What a list of people is read from: its preview, its entries, and what can be wrong with it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from profile_browser.domain.people_list import Entry


class ListFormat(StrEnum):
    """How a list is written."""

    LINES = "lines"  # an entry on each line
    TABLE = "table"  # with columns, as CSV or TSV
    JSON_LINES = "json_lines"
    JSON_ARRAY = "json_array"


class SaveFormat(StrEnum):
    """A format in which the rows of a list are saved. The value is the suffix of such a file."""

    CSV = ".csv"
    JSON_LINES = ".jsonl"


class ListPreview(NamedTuple):
    """The first rows of a list, and what was guessed about it.

    ``title`` is the file's name, and empty for a pasted text. ``columns`` are the labels of the
    columns; empty if there is one entry on each line. ``column`` is the guessed one.
    ``encoding`` is a label such as “UTF-8”, and empty for a pasted text.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    column: int
    encoding: str
    format: ListFormat


class ListCounts(NamedTuple):
    """How many entries a list has.

    ``lines`` are those with an entry, ``repeated`` those of them with an entry that an earlier line
    has, too. ``refused`` entries cannot be looked up, and ``emails`` are looked up by e-mail; both
    count distinct entries. ``empty`` rows of a table have nothing in the column.
    """

    lines: int
    repeated: int = 0
    refused: int = 0
    emails: int = 0
    empty: int = 0

    @property
    def asked(self) -> int:
        """How many distinct entries can be looked up."""
        return self.lines - self.repeated - self.refused


class PreparedList(NamedTuple):
    """The distinct entries of a list, in its order, refused ones in their place."""

    entries: tuple[Entry, ...]
    counts: ListCounts


class ListFault(StrEnum):
    """Why a list cannot be read, or rows cannot be saved."""

    EMPTY = "empty"
    NOT_A_FILE = "not_a_file"  # a folder, a pipe or a device
    NOT_READABLE = "not_readable"  # the value is the system's reason
    CHANGED = "changed"  # while it was read
    TOO_LARGE = "too_large"  # the value is the maximum size, in bytes
    TOO_LONG = "too_long"  # the value is the maximum number of entries
    NOT_TEXT = "not_text"
    NOT_JSON = "not_json"
    WORKBOOK = "workbook"  # of a spreadsheet program
    NO_SUCH_COLUMN = "no_such_column"  # the values are the name, and the columns
    SEVERAL_COLUMNS = "several_columns"  # the values are the name, and the columns that fit it
    NOT_SAVED_THERE = "not_saved_there"  # a folder, a pipe or a device
    NOT_SAVED = "not_saved"  # the value is the system's reason


class ListError(Exception):
    """A list that cannot be read or saved. The sentences are in ``messages/list_faults``."""

    def __init__(self, kind: ListFault, *values: object) -> None:
        super().__init__(kind.value)
        self.kind, self.values = kind, values
