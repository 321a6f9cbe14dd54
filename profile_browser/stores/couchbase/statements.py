"""The SQL++ statements for the query service.

They never contain user input, which goes into the named parameters: $text, or the bounds of ranges,
and $limit. Only what an administrator set is inserted: the names of the keyspace and of the fields,
and the type of the records, all of them escaped.

Each statement reads at most $limit entries of an index per arm, however many users there are. So
it compares ranges, because LIKE with a parameter is never an exact range of an index; and it joins
arms by UNION, because OR makes the server read all matches before it sorts and limits them.
"""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.fields import FIELDS
from profile_browser.domain.folding import fold
from profile_browser.domain.matching import orders_of
from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.domain.user import User, paths_of
from profile_browser.stores.couchbase.expressions import folded, name_entries
from profile_browser.stores.couchbase.keyspace import Keyspace

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.record import RecordLayout

_HIGHEST = "\U0010ffff"  # sorts behind every character of a text
_NOTHING = {"turned_low": _HIGHEST, "turned_high": ""}  # a range without entries
_PROFILE = "profile."


def keyspace_of(connection: Connection) -> str:
    """Return bucket, scope and collection, escaped for a statement."""
    return ".".join(map(_escaped, Keyspace.of(connection).names))


def search_by_email_of(connection: Connection) -> str:
    """Return the statement that finds people by a whole e-mail address or username, $text.

    It returns distinct rows in no order, at most $limit for each of the two.
    """
    return _searches_of(Keyspace.of(connection)).by_email


def search_by_beginning_of(connection: Connection) -> str:
    """Return the statement that finds the beginnings of usernames, e-mails and names.

    It returns distinct rows in no order, at most $limit for each of the two fields, and for the
    names by each of the two orders of the words.
    """
    return _searches_of(Keyspace.of(connection)).by_beginning


def suggestions_of(connection: Connection) -> str:
    """Return the statement that lists people by the beginning of their username."""
    return _searches_of(Keyspace.of(connection)).suggestions


class _Searches(NamedTuple):
    by_email: str
    by_beginning: str
    suggestions: str


@lru_cache(maxsize=8)  # of one connection, and of those of a switch to another
def _searches_of(keyspace: Keyspace) -> _Searches:
    arms = _Arms(keyspace)
    by_username = arms.beginning("username")
    return _Searches(
        # An address may be a username, too.
        by_email=_union(arms.same("email"), arms.same("username")),
        by_beginning=_union(
            by_username, arms.beginning("email"), arms.named("words"), arms.named("turned")
        ),
        suggestions=by_username,
    )


class _Arms:
    """The parts of the searches in one keyspace. Each reads entries of one index."""

    def __init__(self, keyspace: Keyspace) -> None:
        self._paths = _paths_by_name(keyspace.layout)
        # Only the described fields: others, above all the password hash, stay in the cluster.
        columns = ", ".join(map(_column, paths_of(User, keyspace.layout)))
        source = ".".join(map(_escaped, keyspace.names))
        # The indexes are partial, so each arm must repeat their condition.
        condition = _type_condition(keyspace.layout, _PROFILE)
        first = f"{condition} AND " if condition else ""
        self._profiles = f"SELECT {columns} FROM {source} AS profile WHERE {first}"  # noqa: S608 - escaped names

    def beginning(self, name: str) -> str:
        """Return the arm for the fields that begin with $low, in the order of their index."""
        field = self._folded(name)
        in_range = f"{field} BETWEEN LOWER($low) AND LOWER($high)"
        return f"{self._profiles}{in_range} ORDER BY {field} LIMIT $limit"

    def named(self, prefix: str) -> str:
        """Return the arm for the names with an entry that begins with $<prefix>_low.

        With ORDER BY, the server would read every match before it applies the limit.
        """
        entries = name_entries(f"{_PROFILE}{self._paths['full_name']}")
        return (
            f"{self._profiles}ANY entry IN {entries} SATISFIES "
            f"entry BETWEEN LOWER(${prefix}_low) AND LOWER(${prefix}_high) END LIMIT $limit"
        )

    def same(self, name: str) -> str:
        """Return the arm for the fields that equal $text, by username."""
        order = self._folded("username")
        return f"{self._profiles}{self._folded(name)} = LOWER($text) ORDER BY {order} LIMIT $limit"

    def _folded(self, name: str) -> str:
        return folded(f"{_PROFILE}{self._paths[name]}")


def _union(*arms: str) -> str:
    return " UNION ".join(f"({arm})" for arm in arms)


def _column(path: str) -> str:
    alias = f" AS {_escaped(path)}" if "." in path else ""
    return f"{_PROFILE}{_escaped_path(path)}{alias}"


def _paths_by_name(layout: RecordLayout) -> dict[str, str]:
    """Return the escaped path of each built-in field."""
    return {field.name: _escaped_path(field.path) for field in layout.placed(FIELDS)}


def _type_condition(layout: RecordLayout, prefix: str = "") -> str:
    """Return what the records have in common; empty if that is nothing."""
    if not layout.type:
        return ""
    return f"{prefix}{_escaped_path(layout.type_field)} = {json.dumps(layout.type)}"


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
    keyspace, indexes = keyspace_of(connection), _indexes_of(connection.record)
    created = (
        f"CREATE INDEX `{name}` IF NOT EXISTS ON {keyspace}{definition} "
        'WITH {"defer_build": true}'
        for name, definition in indexes.items()
    )
    names = ", ".join(f"`{name}`" for name in indexes)
    return *created, f"BUILD INDEX ON {keyspace}({names})"


def index_script_of(connection: Connection) -> str:
    """Return these statements as one script, one per line."""
    return "\n".join(f"{statement};" for statement in index_statements_of(connection))


def _indexes_of(layout: RecordLayout) -> dict[str, str]:
    """Return the definition of each index by its name.

    An index of another layout must have another name, because a server keeps the one that it has.
    """
    usual = _definitions_of(USUAL_LAYOUT)
    return {
        name if definition == usual[name] else f"{name}_{_digest(definition)}": definition
        for name, definition in _definitions_of(layout).items()
    }


def _definitions_of(layout: RecordLayout) -> dict[str, str]:
    paths = _paths_by_name(layout)
    username, email = folded(paths["username"]), folded(paths["email"])
    condition = _type_condition(layout)
    where = f" WHERE {condition}" if condition else ""
    keys = {
        "username_2": username,
        # The username behind the e-mail sorts the accounts that share an address.
        "email_2": f"{email}, {username}",
        "names_2": f"DISTINCT ARRAY entry FOR entry IN {name_entries(paths['full_name'])} END",
    }
    return {f"profile_browser_{name}": f"({key}){where}" for name, key in keys.items()}


def _digest(definition: str) -> str:
    return sha256(definition.encode()).hexdigest()[:8]


def _escaped_path(path: str) -> str:
    return ".".join(map(_escaped, path.split(".")))


def _escaped(name: str) -> str:
    """Return a name in backticks. Between them are the same escapes as in JSON."""
    return f"`{json.dumps(name)[1:-1].replace('`', '``')}`"
