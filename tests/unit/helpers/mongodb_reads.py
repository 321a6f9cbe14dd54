"""What the one file that holds pymongo's objects may name: reading, and nothing that writes."""

from pymongo import AsyncMongoClient
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.asynchronous.database import AsyncDatabase

from tests.unit.helpers.read_only import modules_of, unknown_names

SESSION = "profile_browser.stores.mongodb.session"
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
    return unknown_names(source, _DRIVER_NAMES, READS | _COMMON | _OWN)


def driver_modules(source: str) -> set[str]:
    """Return the modules of the driver that a source imports."""
    return modules_of(source, {"bson", "gridfs", "pymongo"})
