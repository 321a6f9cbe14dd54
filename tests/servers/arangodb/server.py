"""The HTTP interface, as far as a reader and an administrator of this program need it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from tests.servers.arangodb.accounts import ADMINISTRATOR, Account
from tests.servers.arangodb.collection import Collection
from tests.servers.arangodb.database import Database
from tests.servers.arangodb.errors import ArangoError

if TYPE_CHECKING:
    from collections.abc import Callable

    Endpoint = Callable[..., tuple[int, object]]

_Json = dict[str, Any]
_HIDDEN = "not authorized to execute this request"


class ArangoServer:
    """Databases and accounts, and what requests do with them."""

    def __init__(self, password: str) -> None:
        self.accounts = {ADMINISTRATOR: Account(password, {"*": "rw"})}
        self.databases = {"_system": Database()}
        self.requests: list[tuple[str, str, str, int]] = []  # account, method, path, error

    def answer(
        self, method: str, path: str, body: object, sent: tuple[str, str]
    ) -> tuple[int, object]:
        """Return the status and the body of the answer to a request."""
        number = 0
        try:
            return self._answer(method, path, body, sent)
        except ArangoError as error:
            number = error.number
            return error.status, error.body
        finally:
            self.requests.append((sent[0], method, path, number))

    def _answer(
        self, method: str, path: str, body: object, sent: tuple[str, str]
    ) -> tuple[int, object]:
        content = body if isinstance(body, dict) else {}
        if (method, path) == ("POST", "/_open/auth"):
            return self._open_session(content)
        name, rest = _split(path)
        account = self._account_of(*sent)
        # The server does not tell whether a database exists that an account may not use.
        if account is None or account.level_in(name) == "none":
            raise ArangoError(11, _HIDDEN, status=401)
        if name not in self.databases:
            message = "database not found"
            raise ArangoError(1228, message)
        if sent[0] == ADMINISTRATOR and rest.startswith(("/_api/user", "/_api/database")):
            return self._administrate(method, rest, content)
        session = _Session(account, name, self.databases[name])
        if isinstance(body, list) and rest.startswith("/_api/document/"):
            return session.answer(method, rest, body)
        return session.answer(method, rest, content)

    def _account_of(self, name: str, password: str) -> Account | None:
        account = self.accounts.get(name)
        return account if account and account.password == password else None

    def _open_session(self, content: _Json) -> tuple[int, object]:
        if self._account_of(content.get("username", ""), content.get("password", "")) is None:
            message = "Wrong credentials"
            raise ArangoError(401, message, status=401)
        return 200, {"jwt": "header.claims.signature"}

    def _administrate(self, method: str, path: str, content: _Json) -> tuple[int, object]:
        if (method, path) == ("POST", "/_api/database"):
            self.databases[content["name"]] = Database()
            return 201, {"error": False, "code": 201, "result": True}
        if (method, path) == ("POST", "/_api/user"):
            self.accounts[content["user"]] = Account(content["passwd"])
            return 201, {"error": False, "code": 201, "user": content["user"]}
        granted = re.fullmatch(r"/_api/user/([^/]+)/database/([^/]+)(?:/([^/]+))?", path)
        if method != "PUT" or granted is None or granted[1] not in self.accounts:
            raise ArangoError(404)
        account, name = self.accounts[granted[1]], granted[2]
        if granted[3]:
            account.collections[name, granted[3]] = content["grant"]
        else:
            account.databases[name] = content["grant"]
        return 200, {"error": False, "code": 200}


class _Session:
    """What an account may do in a database."""

    def __init__(self, account: Account, name: str, database: Database) -> None:
        self._account, self._name, self._database = account, name, database

    def answer(self, method: str, path: str, content: _Json | list[_Json]) -> tuple[int, object]:
        endpoints: dict[str, Endpoint] = {
            r"POST /_api/cursor": self._run,
            r"POST /_api/collection": self._create_collection,
            r"GET /_api/collection/([^/]+)/properties": self._properties,
            r"PUT /_api/collection/([^/]+)/properties": self._compute,
            r"POST /_api/analyzer": self._create_analyzer,
            r"POST /_api/index\?collection=([^/&]+)": self._create_index,
            r"GET /_api/index\?collection=([^/&]+)": self._list_indexes,
            r"POST /_api/document/([^/]+)": self._insert,
            r"PATCH /_api/document/([^/]+)/([^/]+)": self._update,
        }
        for pattern, endpoint in endpoints.items():
            if match := re.fullmatch(pattern, f"{method} {path}"):
                return endpoint(content, *map(unquote, match.groups()))
        message = f"unknown path '{path}'"
        raise ArangoError(404, message)

    def _run(self, content: _Json) -> tuple[int, object]:
        rows = self._database.run(
            content["query"],
            content.get("bindVars", {}),
            lambda level, name: self._account.require(level, self._name, name),
        )
        most = content.get("batchSize", 1000)
        batch = {"result": rows[:most], "hasMore": len(rows) > most, "cached": False}
        stats = {"writesExecuted": self._database.written}
        return 201, batch | {"extra": {"stats": stats}, "error": False, "code": 201}

    def _properties(self, _: _Json, name: str) -> tuple[int, object]:
        collection = self._collection(name, "ro")
        return 200, {"name": name, "computedValues": collection.computed_values or None}

    def _compute(self, content: _Json, name: str) -> tuple[int, object]:
        self._require_administrator()
        values = content["computedValues"]
        self._collection(name, "rw").compute([{"failOnWarning": False, **each} for each in values])
        return 200, {"error": False, "code": 200}

    def _create_collection(self, content: _Json) -> tuple[int, object]:
        self._require_administrator()
        self._database.collections[content["name"]] = Collection(content["name"])
        return 200, {"error": False, "code": 200, "name": content["name"]}

    def _create_analyzer(self, content: _Json) -> tuple[int, object]:
        self._require_administrator()
        self._database.analyzers[content["name"]] = content
        return 201, content

    def _create_index(self, content: _Json, name: str) -> tuple[int, object]:
        self._require_administrator()
        self._collection(name, "rw").ensure_index(content, self._database.analyzers)
        return 201, {**content, "error": False, "code": 201}

    def _list_indexes(self, _: _Json, name: str) -> tuple[int, object]:
        collection = self._database.collection(name)
        try:
            self._account.require("ro", self._name, name)
        except ArangoError as error:  # as in RestIndexHandler.cpp
            raise ArangoError(error.number, str(error), status=400) from None
        indexes = [each.description for each in collection.indexes.values()]
        return 200, {"indexes": indexes, "error": False, "code": 200}

    def _insert(self, content: _Json | list[_Json], name: str) -> tuple[int, object]:
        """Store a document, or each of an array; here, one that is refused ends the array."""
        collection = self._collection(name, "rw")
        several = content if isinstance(content, list) else [content]
        stored = [collection.insert(each) for each in several]
        facts = [{key: each[key] for key in ("_id", "_key", "_rev")} for each in stored]
        return 202, facts if isinstance(content, list) else facts[0]

    def _update(self, content: _Json, name: str, key: str) -> tuple[int, object]:
        stored = self._collection(name, "rw").update(key, content)
        return 202, {key: stored[key] for key in ("_id", "_key", "_rev")}

    def _collection(self, name: str, level: str) -> Collection:
        collection = self._database.collection(name)
        self._account.require(level, self._name, name)
        return collection

    def _require_administrator(self) -> None:
        if self._account.level_in(self._name) != "rw":
            message = "forbidden"
            raise ArangoError(11, message)


def _split(path: str) -> tuple[str, str]:
    """Return the database that a path names, and the rest."""
    match = re.fullmatch(r"/_db/([^/]+)(/.*)", path)
    return (unquote(match[1]), match[2]) if match else ("_system", path)
