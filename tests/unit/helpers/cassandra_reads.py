"""What the one file that holds the driver's objects may name: reading, and nothing that writes."""

import ast

from cassandra.cluster import Cluster, Session

from tests.unit.helpers.read_only import REFLECTION
from tests.unit.helpers.sources import attributes, names

ROOM = "profile_browser.stores.cassandra"
SESSION = f"{ROOM}.session"
# Only a prepared statement is executed, and only one that selects is prepared.
READS = {"connect", "execute_async", "prepare", "shutdown"}
# Names that an address and a connection have, too.
_OWN = {"_lock", "connect_timeout", "hosts", "port", "ssl_context"}
_DRIVER_NAMES = {
    name for kind in (Cluster, Session) for name in dir(kind) if not name.startswith("__")
}
# Exceptions and types of values: nothing that could reach a server.
HARMLESS = {"cassandra", "cassandra.connection", "cassandra.protocol", "cassandra.util"}
_EXCEPTIONS_OF_THE_CLUSTER = {"NoHostAvailable"}


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
    return (((named | matched) & _DRIVER_NAMES) - READS - _OWN) | (names(tree) & REFLECTION)


def driver_modules(source: str) -> set[str]:
    """Return the modules of the driver that a source imports, but for exceptions alone."""
    tree = ast.parse(source)
    modules = {
        node.module or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        if not {alias.name for alias in node.names} <= _EXCEPTIONS_OF_THE_CLUSTER
    }
    modules |= {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    return {module for module in modules if module.split(".")[0] == "cassandra"}
