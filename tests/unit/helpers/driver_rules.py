"""What the one file that holds a driver's objects may name: reading, and nothing that writes."""

from typing import NamedTuple

from cassandra.cluster import Cluster, Session
from pymongo import AsyncMongoClient
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.asynchronous.database import AsyncDatabase

from tests.unit.helpers.read_only import modules_of, unknown_names


class DriverRules(NamedTuple):
    """The file with a driver's objects, which are of these types, and what it may name of them.

    Any other file may import only the ``harmless`` modules of the driver's packages, and the
    ``exceptions`` of the others: nothing that could reach a server.
    """

    file: str
    types: tuple[type, ...]
    allowed: set[str]
    packages: set[str]
    harmless: set[str]
    exceptions: frozenset[str] = frozenset()

    def writes(self, source: str) -> set[str]:
        """Return the names in a source with the driver's objects that reading does not need."""
        known = {name for kind in self.types for name in dir(kind) if not name.startswith("__")}
        return unknown_names(source, known, self.allowed)

    def modules(self, source: str) -> set[str]:
        """Return the modules of the driver that a source imports, but for exceptions alone."""
        return modules_of(source, self.packages, self.exceptions)


CASSANDRA = DriverRules(
    "profile_browser.stores.cassandra.link",
    (Cluster, Session),
    {
        # Only a prepared statement is executed, and only one that selects is prepared.
        "connect", "execute_async", "prepare", "shutdown",
        # Names that an address and a connection have, too.
        "_lock", "connect_timeout", "hosts", "port", "ssl_context",
    },
    {"cassandra"},
    {"cassandra", "cassandra.connection", "cassandra.protocol", "cassandra.util"},
    frozenset({"NoHostAvailable"}),
)  # fmt: skip
MONGODB = DriverRules(
    "profile_browser.stores.mongodb.session",
    (AsyncMongoClient, AsyncDatabase, AsyncCollection),
    {
        "close", "find", "find_one", "index_information", "list_collection_names",
        "read_preference", "topology_description",
        "database",  # a place has this name, too
        "_database",  # what the file itself defines, on its own session
    },
    {"bson", "gridfs", "pymongo"},
    {
        "bson.datetime_ms", "bson.decimal128", "bson.errors", "bson.objectid", "pymongo.errors",
        "pymongo.uri_parser",
    },
)  # fmt: skip
