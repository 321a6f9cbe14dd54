"""What the one file that holds the driver's objects may name: reading, and nothing that writes."""

from cassandra.cluster import Cluster, Session

from tests.unit.helpers.read_only import modules_of, unknown_names

SESSION = "profile_browser.stores.cassandra.session"
# Only a prepared statement is executed, and only one that selects is prepared.
READS = {"connect", "execute_async", "prepare", "shutdown"}
# Names that an address and a connection have, too.
_OWN = {"_lock", "connect_timeout", "hosts", "port", "ssl_context"}
_DRIVER_NAMES = {
    name for kind in (Cluster, Session) for name in dir(kind) if not name.startswith("__")
}
# Exceptions and types of values: nothing that could reach a server.
HARMLESS = {"cassandra", "cassandra.connection", "cassandra.protocol", "cassandra.util"}
_EXCEPTIONS_OF_THE_CLUSTER = frozenset({"NoHostAvailable"})


def writes(source: str) -> set[str]:
    """Return the names in a source with the driver's objects that reading does not need."""
    return unknown_names(source, _DRIVER_NAMES, READS | _OWN)


def driver_modules(source: str) -> set[str]:
    """Return the modules of the driver that a source imports, but for exceptions alone."""
    return modules_of(source, {"cassandra"}, _EXCEPTIONS_OF_THE_CLUSTER)
