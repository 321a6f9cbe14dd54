"""People in a MongoDB server, and connections to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from profile_browser.domain.connection import Connection
from profile_browser.domain.record import USUAL_LAYOUT, RecordLayout
from profile_browser.stores.mongodb.adapter import KIND
from profile_browser.stores.mongodb.indexes import definitions_of
from profile_browser.stores.mongodb.place import Place
from tests.servers.mongodb_server import MongoDBServer

HASH = "NOBODY-ASKED-FOR-THIS"
TITLE = "Customers EU"
SHORT_SECONDS = 1.5
LOCATION = {"database": MongoDBServer.database, "collection": MongoDBServer.collection}

if TYPE_CHECKING:
    from collections.abc import Mapping


def person(username: str, full_name: str = "", **more: object) -> dict[str, Any]:
    """Return a record of the usual layout."""
    return {
        "_id": f"userprofile::{username}",
        "type": "userprofile",
        "username": username,
        "full_name": full_name or f"{username} Doe",
        "email": f"{username}@Example.org",
        "disabled": False,
        "hashed_password": HASH,
    } | more


def indexes(
    layout: RecordLayout = USUAL_LAYOUT, key: str = "_id", names: str = ""
) -> list[dict[str, Any]]:
    """Return the indexes that the program prints, as the server takes them."""
    place = Place(MongoDBServer.database, MongoDBServer.collection, key, layout, names)
    return [
        {"keys": [(field, 1) for field in fields], "name": name, **options}
        for name, (fields, options) in definitions_of(place).items()
    ]


def connection_to(
    port: int,
    *,
    scheme: str = "mongodb",
    host: str = "127.0.0.1",
    location: Mapping[str, str] = LOCATION,
    **settings: Any,  # noqa: ANN401 - any field of a connection
) -> Connection:
    """Return a connection with short timeouts."""
    usual: dict[str, Any] = {
        "kind": KIND,
        "title": TITLE,
        "connection_string": f"{scheme}://{host}:{port}",
        "location": location,
        "username": MongoDBServer.username,
        "password": MongoDBServer.password,
        "kv_timeout": SHORT_SECONDS,
        "query_timeout": SHORT_SECONDS,
        "connect_timeout": SHORT_SECONDS * 2,
    }
    return Connection(**(usual | settings))
