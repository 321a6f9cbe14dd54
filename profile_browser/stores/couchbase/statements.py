"""The SQL++ statements for the query service.

They never contain user input, which goes into the named parameters $text, $pattern and $limit. Only
the connection's keyspace is inserted, as escaped names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.user import User, paths_of
from profile_browser.stores.couchbase.keyspace import Keyspace

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection

# Only the public fields: other fields, above all the password hash, stay in the cluster.
_COLUMNS = ", ".join(
    f"profile.{path} AS `{path}`" if "." in path else f"profile.{path}" for path in paths_of(User)
)
_WORDS = "SPLIT(LOWER(profile.full_name))"
# The indexes are partial, so each statement must repeat their condition.
_PROFILES = 'profile.type = "userprofile"'
# The order of the index on the username.
_IN_ORDER = "ORDER BY LOWER(profile.username) LIMIT $limit"

_SEARCH_BY_EMAIL = (
    f"SELECT {_COLUMNS} FROM {{keyspace}} AS profile "  # noqa: S608 - escaped names
    f"WHERE {_PROFILES} AND LOWER(profile.email) = LOWER($text) {_IN_ORDER}"
)
_SEARCH_BY_BEGINNING = (
    f"SELECT {_COLUMNS} FROM {{keyspace}} AS profile "  # noqa: S608 - escaped names
    f"WHERE {_PROFILES} AND (LOWER(profile.username) LIKE LOWER($pattern) "
    "OR LOWER(profile.email) LIKE LOWER($pattern) "
    "OR LOWER(profile.full_name) LIKE LOWER($pattern) "
    f"OR ANY word IN {_WORDS} SATISFIES word LIKE LOWER($pattern) END) {_IN_ORDER}"
)
_SUGGESTIONS = (
    f"SELECT {_COLUMNS} FROM {{keyspace}} AS profile "  # noqa: S608 - escaped names
    f"WHERE {_PROFILES} AND LOWER(profile.username) LIKE LOWER($pattern) {_IN_ORDER}"
)
_PROBE = (
    "SELECT RAW 1 FROM {keyspace} AS profile "  # noqa: S608 - escaped names
    f'WHERE {_PROFILES} AND (LOWER(profile.username) = "" OR LOWER(profile.email) = "" '
    'OR LOWER(profile.full_name) = "" '
    f'OR ANY word IN {_WORDS} SATISFIES word = "" END) LIMIT 1'
)
_INDEXED = {
    "username": "LOWER(username)",
    "email": "LOWER(email)",
    "full_name": "LOWER(full_name)",
    "full_name_words": "DISTINCT ARRAY word FOR word IN SPLIT(LOWER(full_name)) END",
}
_CREATE_INDEX = (
    'CREATE INDEX `profile_browser_{name}` ON {keyspace}({key}) WHERE type = "userprofile"'
)


def keyspace_of(connection: Connection) -> str:
    """Return bucket, scope and collection, escaped for a statement."""
    return ".".join(map(_escaped, Keyspace.of(connection)))


def search_by_email_of(connection: Connection) -> str:
    """Return the statement that finds people by their whole e-mail address, $text."""
    return _SEARCH_BY_EMAIL.format(keyspace=keyspace_of(connection))


def search_by_beginning_of(connection: Connection) -> str:
    """Return the statement that finds people with a username, e-mail or name like $pattern."""
    return _SEARCH_BY_BEGINNING.format(keyspace=keyspace_of(connection))


def suggestions_of(connection: Connection) -> str:
    """Return the statement that lists people whose username is like $pattern."""
    return _SUGGESTIONS.format(keyspace=keyspace_of(connection))


def probe_statement_of(connection: Connection) -> str:
    """Return a statement that needs all permissions and indexes of a search, and finds no one.

    ``WHERE FALSE`` would not do: the server plans no scan for it, so it does not detect a missing
    index.
    """
    return _PROBE.format(keyspace=keyspace_of(connection))


def index_statements_of(connection: Connection) -> tuple[str, ...]:
    """Return the statements that create the search indexes, for an administrator to run."""
    keyspace = keyspace_of(connection)
    return tuple(
        _CREATE_INDEX.format(name=name, keyspace=keyspace, key=key)
        for name, key in _INDEXED.items()
    )


def index_script_of(connection: Connection) -> str:
    """Return these statements as one script, one per line."""
    return "\n".join(f"{statement};" for statement in index_statements_of(connection))


def pattern_of(text: str) -> str:
    """Return the LIKE pattern for texts that start with this one, with wildcards escaped."""
    escaped = text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return f"{escaped}%"


def _escaped(name: str) -> str:
    return f"`{name.replace('`', '``')}`"
