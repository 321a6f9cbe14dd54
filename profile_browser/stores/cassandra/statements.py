"""The statements, without any object of the driver. Each is prepared, and has one ``?`` per value.

Each reads a part of one partition, or by an index. None filters: without its index it is an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from profile_browser.stores.cassandra.place import Place

ENTRY_FIELD, ENTRY_BEGINNING, ENTRY_TEXT, ENTRY_KEY = "field", "beginning", "folded", "id"
# The indexes of a table. Every account may read this. The values are keyspace and table.
INDEXES = (
    "SELECT index_name, options FROM system_schema.indexes"
    " WHERE keyspace_name = ? AND table_name = ?"
)


def by_key(place: Place, paths: Iterable[str]) -> str:
    """Return the statement for one record. The value is its key. A second row is one too many."""
    return f"{_select(place, paths)} WHERE {name_of(place.key_field)} = ? LIMIT 2"


def by_email(place: Place, paths: Iterable[str]) -> str:
    """Return the statement for records by their e-mail. The values are the e-mail and a limit."""
    return f"{_select(place, paths)} WHERE {name_of(place.layout.path_of('email'))} = ? LIMIT ?"


def equal_entries(place: Place) -> str:
    """Return the statement for entries with a text, after one with a key.

    The values are the field, the first character of the text, the text, the key and a limit.
    """
    text, key = name_of(ENTRY_TEXT), name_of(ENTRY_KEY)
    return f"{_select_entries(place)} AND {text} = ? AND {key} > ? LIMIT ?"


def entries_between(place: Place) -> str:
    """Return the statement for entries after one and before a text, in their order.

    The values are the field, the first character of both texts, the text and the key of the entry,
    the other text and a limit.
    """
    text, key = name_of(ENTRY_TEXT), name_of(ENTRY_KEY)
    return f"{_select_entries(place)} AND ({text}, {key}) > (?, ?) AND ({text}) < (?) LIMIT ?"


def table_of(keyspace: str, table: str) -> str:
    """Return the quoted name of a table, which keeps capitals and special characters."""
    return f"{_quoted(keyspace)}.{_quoted(table)}"


def name_of(path: str) -> str:
    """Return the quoted name of a column, or with dots, of a field of its user-defined type."""
    return ".".join(map(_quoted, path.split(".")))


def _select(place: Place, paths: Iterable[str]) -> str:
    columns = ", ".join(map(name_of, paths))
    if not columns:
        raise ValueError(columns)
    table = table_of(place.database, place.collection)
    return f"SELECT {columns} FROM {table}"  # noqa: S608 - quoted names


def _select_entries(place: Place) -> str:
    table = table_of(place.database, place.search_table)
    partition = f"{name_of(ENTRY_FIELD)} = ? AND {name_of(ENTRY_BEGINNING)} = ?"
    columns = f"{name_of(ENTRY_TEXT)}, {name_of(ENTRY_KEY)}"
    return f"SELECT {columns} FROM {table} WHERE {partition}"  # noqa: S608 - quoted names


def _quoted(name: str) -> str:
    escaped = name.replace('"', '""')
    return f'"{escaped}"'
