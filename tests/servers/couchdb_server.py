"""A server that speaks CouchDB's protocol, with an account that is a member of one database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from tests.servers.accounts import PASSWORD, READER, STRANGER
from tests.servers.loopback_server import LoopbackServer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_MOST_MEMORY = 256  # MiB, of the objects of JavaScript


class CouchDBServer(LoopbackServer):
    """PouchDB, on a free port of 127.0.0.1, while the `with` block runs.

    All accounts have the same password.
    """

    username = READER
    stranger = STRANGER
    administrator = "administrator"
    password = PASSWORD

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, ["node", f"--max-old-space-size={_MOST_MEMORY}", "main.js"])

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def client(self, username: str) -> httpx.Client:
        """Return a client with this account."""
        auth = httpx.BasicAuth(username, self.password) if username else None
        return httpx.Client(base_url=self.address, auth=auth, trust_env=False)

    def start(self) -> None:
        """Start it and create its accounts."""
        super().start()
        with self.client("") as client:
            self._put(client, f"/_config/admins/{self.administrator}", self.password)
        with self.client(self.administrator) as client:
            for name in (self.username, self.stranger):
                account = {"type": "user", "name": name, "password": self.password, "roles": []}
                self._put(client, f"/_users/org.couchdb.user:{name}", account)

    def create(
        self,
        path: str,
        documents: Iterable[Mapping[str, object]],
        designs: Mapping[str, Mapping[str, object]],
    ) -> None:
        """Create a database with a member, at an encoded path, and fill it."""
        with self.client(self.administrator) as client:
            self._put(client, path, None)
            members = {"names": [self.username], "roles": []}
            self._put(client, f"{path}/_security", {"members": members})
            filled = client.post(f"{path}/_bulk_docs", json={"docs": list(documents)})
            errors = [each for each in filled.raise_for_status().json() if "error" in each]
            assert not errors
            for name, design in designs.items():
                self._put(client, f"{path}/_design/{name}", design)

    @staticmethod
    def _put(client: httpx.Client, path: str, value: object) -> None:
        client.put(path, json=value).raise_for_status()
