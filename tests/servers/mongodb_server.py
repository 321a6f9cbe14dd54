"""A server that speaks MongoDB's protocol, with an account that reads one database."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bson import json_util

from tests.servers.accounts import PASSWORD, READER, STRANGER
from tests.servers.loopback_server import LoopbackServer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


class MongoDBServer(LoopbackServer):
    """SecantusDB, on a free port of 127.0.0.1, while the `with` block runs.

    `indexes` are what `create_index` takes, with `keys` for the fields. All accounts have
    the same password.
    """

    database = "shop"
    collection = "people"
    username = READER
    stranger = STRANGER
    administrator = "administrator"
    password = PASSWORD

    def __init__(
        self,
        folder: Path,
        documents: Iterable[Mapping[str, object]],
        *,
        indexes: Iterable[Mapping[str, object]] = (),
    ) -> None:
        # Python would otherwise read what the user's environment adds to its modules.
        super().__init__(folder, [sys.executable, "-E", "main.py"])
        self._documents = list(documents)
        self._indexes = list(indexes)

    @property
    def order(self) -> str:
        """The accounts, documents and indexes, in MongoDB's extended JSON."""
        order: str = json_util.dumps(
            {
                "database": self.database,
                "collection": self.collection,
                "accounts": [
                    _account(self.username, "read", self.database),
                    _account(self.stranger, "read", "another"),
                    _account(self.administrator, "root", "admin"),
                ],
                "documents": self._documents,
                "indexes": self._indexes,
            }
        )
        return order


def _account(name: str, role: str, database: str) -> dict[str, object]:
    return {
        "db": "admin",
        "user": name,
        "pwd": PASSWORD,
        "roles": [{"role": role, "db": database}],
    }
