"""The SQL++ statements for the query service.

They never contain user input, which goes into the named parameters: $text, or the bounds of ranges,
and $limit. Only the connection's keyspace is inserted, as escaped names.

Each statement reads at most $limit entries of an index per arm, however many users there are. So
it compares ranges, because LIKE with a parameter is never an exact range of an index; and it joins
arms by UNION, because OR makes the server read all matches before it sorts and limits them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.folding import fold
from profile_browser.domain.matching import orders_of
from profile_browser.domain.user import User, paths_of
from profile_browser.stores.couchbase.expressions import folded, name_entries
from profile_browser.stores.couchbase.keyspace import Keyspace

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection

# Only the public fields: other fields, above all the password hash, stay in the cluster.
_COLUMNS = ", ".join(
    f"profile.{path} AS `{path}`" if "." in path else f"profile.{path}" for path in paths_of(User)
)
# The indexes are partial, so each arm must repeat their condition.
_PROFILES = (
    f"SELECT {_COLUMNS} FROM {{keyspace}} AS profile "  # noqa: S608 - escaped names
    'WHERE profile.type = "userprofile" AND'
)


def _field_arm(name: str) -> str:
    """Return the statement for the fields that begin with $low, in the order of their index."""
    field = folded(f"profile.{name}")
    return f"{_PROFILES} {field} BETWEEN LOWER($low) AND LOWER($high) ORDER BY {field} LIMIT $limit"


def _name_arm(prefix: str) -> str:
    """Return the statement for the names with an entry that begins with $<prefix>_low.

    With ORDER BY, the server would read every match before it applies the limit.
    """
    return (
        f"{_PROFILES} ANY entry IN {name_entries('profile.full_name')} SATISFIES "
        f"entry BETWEEN LOWER(${prefix}_low) AND LOWER(${prefix}_high) END LIMIT $limit"
    )


def _union(*arms: str) -> str:
    return " UNION ".join(f"({arm})" for arm in arms)


def _same_arm(name: str) -> str:
    """Return the statement for the fields that equal $text, by username."""
    username = folded("profile.username")
    return (
        f"{_PROFILES} {folded(f'profile.{name}')} = LOWER($text) ORDER BY {username} LIMIT $limit"
    )


# An address may be a username, too.
_SEARCH_BY_EMAIL = _union(_same_arm("email"), _same_arm("username"))
_SEARCH_BY_BEGINNING = _union(
    _field_arm("username"), _field_arm("email"), _name_arm("words"), _name_arm("turned")
)
_SUGGESTIONS = _field_arm("username")
# The username behind the e-mail sorts the accounts that share an address.
_INDEXED = {
    "username_2": folded("username"),
    "email_2": f"{folded('email')}, {folded('username')}",
    "names_2": f"DISTINCT ARRAY entry FOR entry IN {name_entries('full_name')} END",
}
_CREATE_INDEX = (
    "CREATE INDEX `profile_browser_{name}` IF NOT EXISTS ON {keyspace}({key}) "
    'WHERE type = "userprofile" WITH {{"defer_build": true}}'
)
_BUILD_INDEXES = "BUILD INDEX ON {keyspace}({names})"
_HIGHEST = "\U0010ffff"  # sorts behind every character of a text
_NOTHING = {"turned_low": _HIGHEST, "turned_high": ""}  # a range without entries


def keyspace_of(connection: Connection) -> str:
    """Return bucket, scope and collection, escaped for a statement."""
    return ".".join(map(_escaped, Keyspace.of(connection).names))


def search_by_email_of(connection: Connection) -> str:
    """Return the statement that finds people by a whole e-mail address or username, $text.

    It returns distinct rows in no order, at most $limit for each of the two.
    """
    return _SEARCH_BY_EMAIL.format(keyspace=keyspace_of(connection))


def search_by_beginning_of(connection: Connection) -> str:
    """Return the statement that finds the beginnings of usernames, e-mails and names.

    It returns distinct rows in no order, at most $limit for each of the two fields, and for the
    names by each of the two orders of the words.
    """
    return _SEARCH_BY_BEGINNING.format(keyspace=keyspace_of(connection))


def suggestions_of(connection: Connection) -> str:
    """Return the statement that lists people by the beginning of their username."""
    return _SUGGESTIONS.format(keyspace=keyspace_of(connection))


def range_of(text: str) -> dict[str, str]:
    """Return the parameters $low and $high, between which are the fields that begin with a text."""
    return _range(fold(text))


def ranges_of(text: str) -> dict[str, str]:
    """Return the parameters for the beginnings of fields and names."""
    # No name begins with a text that has no words, such as a hyphen.
    first, *turned = orders_of(text) or [[fold(text)]]
    other = _range(" ".join(turned[0]), "turned_") if turned else _NOTHING
    return range_of(text) | _range(" ".join(first), "words_") | other


def _range(low: str, prefix: str = "") -> dict[str, str]:
    return {f"{prefix}low": low, f"{prefix}high": f"{low}{_HIGHEST}"}


def explain_statements_of(connection: Connection) -> tuple[str, ...]:
    """Return a statement for the plan of each search. It runs nothing and needs no parameters."""
    searches = (search_by_email_of, search_by_beginning_of, suggestions_of)
    return tuple(f"EXPLAIN {search(connection)}" for search in searches)


def index_statements_of(connection: Connection) -> tuple[str, ...]:
    """Return the statements that create the search indexes, for an administrator to run.

    The last one builds all of them, in a single pass over the collection.
    """
    keyspace = keyspace_of(connection)
    names = ", ".join(f"`profile_browser_{name}`" for name in _INDEXED)
    return (
        *(
            _CREATE_INDEX.format(name=name, keyspace=keyspace, key=key)
            for name, key in _INDEXED.items()
        ),
        _BUILD_INDEXES.format(keyspace=keyspace, names=names),
    )


def index_script_of(connection: Connection) -> str:
    """Return these statements as one script, one per line."""
    return "\n".join(f"{statement};" for statement in index_statements_of(connection))


def _escaped(name: str) -> str:
    return f"`{name.replace('`', '``')}`"
