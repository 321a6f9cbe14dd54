"""A server that speaks CouchDB's protocol, with an account that is a member of one database."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx

from tests.servers.loopback_server import LoopbackServer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_MOST_MEMORY = 256  # MiB, of the objects of JavaScript
_DESIGN = "profile-browser"
# CouchDB knows no right to read alone, but refuses what a design document of a database refuses.
_READ_ONLY = (
    "function (n, o, user) {"
    " if (user.roles.indexOf('_admin') < 0) throw({forbidden: 'This database is read-only.'}); }"
)


class CouchDBServer(LoopbackServer):
    """PouchDB, on a free port of 127.0.0.1, while the `with` block runs.

    `views` are map functions by name, in the design document `profile-browser`; `indexes` are the
    fields of each Mango index by name. All accounts have the same password.
    """

    database = "shop"
    username = "staff"
    stranger = "stranger"
    administrator = "administrator"
    password = "a-password-that-nothing-else-holds"

    def __init__(
        self,
        folder: Path,
        documents: Iterable[Mapping[str, object]],
        *,
        views: Mapping[str, str] | None = None,
        indexes: Mapping[str, list[str]] | None = None,
        certificate: str = "",
    ) -> None:
        super().__init__(folder, ["node", f"--max-old-space-size={_MOST_MEMORY}", "main.js"])
        self._documents = list(documents)
        self._views = dict(views or {})
        self._indexes = dict(indexes or {})
        self._certificate = certificate

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http{'s' if self._certificate else ''}://localhost:{self.port}"

    @property
    def order(self) -> str:
        """The certificate with its key, if any."""
        tls = {"cert": self._certificate, "key": self._certificate} if self._certificate else None
        return json.dumps({"tls": tls})

    def client(self, username: str) -> httpx.Client:
        """Return a client with this account."""
        auth = httpx.BasicAuth(username, self.password)
        # To the process that was just started: the tests of TLS ask who it is.
        return httpx.Client(base_url=self.address, auth=auth, verify=False, trust_env=False)

    def start(self) -> None:
        """Start it and create what it holds."""
        super().start()
        with httpx.Client(base_url=self.address, verify=False, trust_env=False) as client:
            self._put(client, f"/_config/admins/{self.administrator}", self.password)
        with self.client(self.administrator) as client:
            for name in (self.username, self.stranger):
                account = {"type": "user", "name": name, "password": self.password, "roles": []}
                self._put(client, f"/_users/org.couchdb.user:{name}", account)
        self.create(f"/{self.database}", self._documents, {_DESIGN: self._design})
        with self.client(self.administrator) as client:
            for name, fields in self._indexes.items():
                index = {"index": {"fields": fields}, "name": name, "ddoc": f"{_DESIGN}-{name}"}
                client.post(f"/{self.database}/_index", json=index).raise_for_status()

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

    @property
    def _design(self) -> dict[str, object]:
        return {
            "validate_doc_update": _READ_ONLY,
            # By code points, as Python compares; CouchDB's own order is that of a dictionary.
            "views": {
                name: {"map": function, "options": {"collation": "raw"}}
                for name, function in self._views.items()
            },
        }

    @staticmethod
    def _put(client: httpx.Client, path: str, value: object) -> None:
        client.put(path, json=value).raise_for_status()
