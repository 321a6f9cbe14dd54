"""Accounts and what they may do, from the page “Managing users”."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.servers.arangodb.errors import ArangoError

ADMINISTRATOR = "root"
_LEVELS = ("none", "ro", "rw")


@dataclass
class Account:
    """An account with its password. A grant for “*” holds where there is no other."""

    password: str
    databases: dict[str, str] = field(default_factory=dict)
    collections: dict[tuple[str, str], str] = field(default_factory=dict)

    def level_in(self, database: str) -> str:
        """Return the access level to a database: none, ro (Access) or rw (Administrate)."""
        return self.databases.get(database, self.databases.get("*", "none"))

    def level_of(self, database: str, collection: str) -> str:
        """Return the access level to a collection: none, ro (Read Only) or rw (Read/Write).

        Without a grant for it, the higher of those for any collection and for the database counts.
        """
        if self.level_in(database) == "none":
            return "none"
        if (database, collection) in self.collections:
            return self.collections[database, collection]
        others = [self.collections.get((name, "*"), "none") for name in (database, "*")]
        return max(*others, self.level_in(database), key=_LEVELS.index)

    def require(self, level: str, database: str, collection: str) -> None:
        """Raise an error if the account may do less with the collection."""
        if _LEVELS.index(self.level_of(database, collection)) < _LEVELS.index(level):
            message = f"insufficient rights on {collection}"
            raise ArangoError(11, message)
