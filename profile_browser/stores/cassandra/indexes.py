"""What an administrator creates for searching, and what a check compares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.stores.cassandra.statements import (
    ENTRY_BEGINNING,
    ENTRY_FIELD,
    ENTRY_KEY,
    ENTRY_TEXT,
    name_of,
    table_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from profile_browser.stores.cassandra.place import Place

# Both sides of the comparison lose case, accents, and the difference of composed characters.
_FOLDING = {"case_sensitive": "false", "normalize": "true", "ascii": "true"}


def index_script_of(place: Place) -> str:
    """Return the statement for cqlsh: it creates the search table, or the index on the e-mail.

    Before it, the index on the key is a comment, because few tables need it.
    """
    table = table_of(place.database, place.collection)
    needed = _search_table(place) if place.search_table else _email_index(place)
    return (
        f"-- Only if {name_of(place.key_field)} is not the whole partition key of {table}:\n"
        f"-- {key_index(place)}\n{needed}"
    )


def key_index(place: Place) -> str:
    """Return the statement that creates the index for lookups by a column that is not the key."""
    table, column = table_of(place.database, place.collection), name_of(place.key_field)
    return f"CREATE INDEX IF NOT EXISTS ON {table} ({column}) USING 'sai';"


def has_email_index(place: Place, facts: Iterable[Mapping[str, str]]) -> bool:
    """Return whether one of a table's indexes finds an e-mail as a search asks for it.

    ``facts`` are the options of each. Another index would miss e-mails without an error.
    """
    email = place.layout.path_of("email")
    return any(
        options.get("target", "").strip('"') == email and _FOLDING.items() <= options.items()
        for options in facts
    )


def _email_index(place: Place) -> str:
    column = name_of(place.layout.path_of("email"))
    options = ", ".join(f"'{name}': '{value}'" for name, value in _FOLDING.items())
    return (
        f"CREATE INDEX IF NOT EXISTS ON {table_of(place.database, place.collection)} ({column})"
        f" USING 'sai' WITH OPTIONS = {{{options}}};"
    )


def _search_table(place: Place) -> str:
    names = ENTRY_FIELD, ENTRY_BEGINNING, ENTRY_TEXT, ENTRY_KEY
    columns = ", ".join(f"{name_of(name)} text" for name in names)
    field, beginning, text, key = map(name_of, names)
    return (
        f"CREATE TABLE IF NOT EXISTS {table_of(place.database, place.search_table)} ({columns},"
        f" PRIMARY KEY (({field}, {beginning}), {text}, {key}));"
    )
