"""What an administrator creates for searching, and what a check compares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.refusal import Refusal, RefusalKind
from profile_browser.messages.refusals import refusal_text
from profile_browser.stores.cassandra.statements import (
    ENTRY_BEGINNING,
    ENTRY_FIELD,
    ENTRY_KEY,
    ENTRY_TEXT,
    name_of,
    table_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.stores.cassandra.place import Place

# Both sides of the comparison lose case, accents, and the difference of composed characters.
_FOLDING = {"case_sensitive": "false", "normalize": "true", "ascii": "true"}


def index_script_of(place: Place) -> str:
    """Return the statement for cqlsh: it creates the search table, or the index on the e-mail.

    Before it, the index on the key is a comment, because few tables need it.
    """
    table = table_of(place.database, place.collection)
    return (
        f"-- Only if {name_of(place.key_field)} is not the whole partition key of {table}:\n"
        f"-- {key_index(place)}\n{_search_script(place)}"
    )


def key_index(place: Place) -> str:
    """Return the statement that creates the index for lookups by a column that is not the key."""
    table, column = table_of(place.database, place.collection), name_of(place.key_field)
    return f"CREATE INDEX IF NOT EXISTS ON {table} ({column}) USING 'sai';"


def _search_script(place: Place) -> str:
    if place.search_table:
        return _search_table(place)
    email = place.layout.path_of("email")
    return f"-- {refusal_text(not_indexed(email))}" if "." in email else _email_index(place)


def not_indexed(path: str) -> Refusal:
    """Return why an e-mail inside of a column cannot be searched for: only columns have indexes."""
    return Refusal(RefusalKind.PATH_NOT_INDEXED, (path,))


def email_index_script_of(place: Place, indexes: Mapping[str, Mapping[str, str]]) -> str:
    """Return what lets e-mails be found as a search asks for them. Empty if nothing is needed.

    ``indexes`` are a table's indexes by name, with their options. Another index on the e-mail would
    miss people without an error, also beside the right one, and no second one of SAI is possible.
    """
    email = place.layout.path_of("email")
    fits = {
        name: _FOLDING.items() <= options.items()
        for name, options in indexes.items()
        if options.get("target", "").strip('"') == email
    }
    if fits and all(fits.values()):
        return ""
    dropped = [table_of(place.database, name) for name in fits if not fits[name]]
    return "\n".join([*(f"DROP INDEX {name};" for name in dropped), _email_index(place)])


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
