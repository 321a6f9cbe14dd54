"""What the one file that holds pymongo's objects may name: reading, and nothing that writes."""

import ast

from pymongo import AsyncMongoClient
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.asynchronous.database import AsyncDatabase

from tests.unit.helpers.read_only import REFLECTION
from tests.unit.helpers.sources import attributes, names

ROOM = "profile_browser.stores.mongodb"
SESSION = f"{ROOM}.session"
READS = {
    "close", "find", "find_one", "index_information", "list_collection_names", "read_preference",
    "topology_description",
}  # fmt: skip
# A place has this name, too.
_COMMON = {"database"}
_DRIVER_NAMES = {
    name for kind in (AsyncMongoClient, AsyncDatabase, AsyncCollection) for name in dir(kind)
    if not name.startswith("__")
}  # fmt: skip
# What the file itself defines, on its own session.
_OWN = {"_database"}
# Exceptions, types of values and a parser: nothing that could reach a server.
HARMLESS = {
    "bson.datetime_ms", "bson.decimal128", "bson.errors", "bson.objectid", "pymongo.errors",
    "pymongo.uri_parser",
}  # fmt: skip


def writes(source: str) -> set[str]:
    """Return the names in a source with the driver's objects that reading does not need."""
    tree = ast.parse(source)
    named = {node.attr for node in attributes(tree)}
    matched = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.MatchClass)
        for name in node.kwd_attrs
    }
    allowed = READS | _COMMON | _OWN
    return (((named | matched) & _DRIVER_NAMES) - allowed) | (names(tree) & REFLECTION)


def driver_modules(source: str) -> set[str]:
    """Return the modules of the driver that a source imports."""
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)]
    plain = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import)]
    modules = {node.module or "" for node in found} | {
        alias.name for node in plain for alias in node.names
    }
    return {module for module in modules if module.split(".")[0] in {"bson", "gridfs", "pymongo"}}
