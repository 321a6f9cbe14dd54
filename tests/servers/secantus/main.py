"""SecantusDB, which speaks MongoDB's protocol, on 127.0.0.1 until the standard input ends.

The first line of the standard input says how to listen and what to hold, in MongoDB's extended
JSON; the line that this writes says where it listens.
"""

from __future__ import annotations

import sys
from tempfile import TemporaryDirectory
from typing import Any

from bson import json_util
from pymongo import MongoClient
from secantus import SecantusDBServer

MEMORY = "64M"


def serve(order: dict[str, Any], folder: str) -> None:
    """Listen until nobody needs the server any more."""
    server = SecantusDBServer(
        port=order["port"],
        storage_path=folder,
        replica_set_name=None,
        enable_test_commands=False,
        cache_size=MEMORY,
    )
    server.start()
    fill(server, order)
    server.require_auth = True
    sys.stdout.write(f'{{"port": {server.port}}}\n')
    sys.stdout.flush()
    sys.stdin.read()
    server.stop()


def fill(server: SecantusDBServer, order: dict[str, Any]) -> None:
    """Create the accounts, documents and indexes: a client of the machine may, before `--auth`."""
    with MongoClient[dict[str, Any]]("127.0.0.1", server.port) as client:
        for account in order["accounts"]:
            created = account.pop("db")
            client[created].command("createUser", account.pop("user"), **account)
        collection = client[order["database"]][order["collection"]]
        if order["documents"]:
            collection.insert_many(order["documents"])
        for index in order["indexes"]:
            collection.create_index(index.pop("keys"), **index)


if __name__ == "__main__":
    with TemporaryDirectory() as kept:
        serve(json_util.loads(sys.stdin.readline()), kept)
