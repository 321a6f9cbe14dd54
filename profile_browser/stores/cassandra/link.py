"""The driver's objects for one host of Cassandra. Only this file holds them.

The driver would also ask hosts that this one names, by their IP
addresses, which a certificate need not contain, and perhaps in another data centre.
"""

from __future__ import annotations

import logging
import socket
from threading import Thread
from typing import TYPE_CHECKING

from cassandra import ConsistencyLevel
from cassandra.auth import PlainTextAuthProvider
from cassandra.cluster import (
    EXEC_PROFILE_DEFAULT,
    Cluster,
    DefaultConnection,
    ExecutionProfile,
)
from cassandra.connection import ConnectionShutdown, DefaultEndPoint
from cassandra.policies import FallthroughRetryPolicy, HostFilterPolicy, RoundRobinPolicy
from cassandra.query import tuple_factory

from profile_browser.stores.cassandra.failures import FAILURES
from profile_browser.stores.cassandra.place import Place
from profile_browser.stores.deadline import Deadline
from profile_browser.stores.network import tls_context

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cassandra.cluster import ResponseFuture, Session
    from cassandra.query import PreparedStatement

    from profile_browser.domain.address import Host
    from profile_browser.domain.connection import Connection

Row = tuple[object, ...]
Question = tuple[str, "Sequence[object]"]
"""A statement and its values."""

_READ = "SELECT "  # a prepared statement does nothing but what it begins with
_PROTOCOL = 5  # of Cassandra 4.0. Trying others first would cost a connection each.
# Within both together, the driver notices that an idle connection has lost its server.
_HEARTBEAT, _LONGEST_HEARTBEAT = 15, 5  # seconds

# The driver logs answers that it cannot read.
logging.getLogger("cassandra").propagate = False
_log = logging.getLogger(__name__)


class Link:
    """The driver's objects for one host. They raise the driver's exceptions."""

    def __init__(self, connection: Connection, host: Host) -> None:
        self.host = host
        self._driver = _cluster(connection, host)
        self._prepared: dict[str, PreparedStatement] = {}
        self._session: Session

    def connect(self) -> None:
        """Connect and sign in."""
        self._session = self._driver.connect()

    def prepare(self, statement: str) -> PreparedStatement:
        """Return the statement as the server knows it. Raises ValueError if it could write."""
        if not statement.startswith(_READ):
            raise ValueError(statement)
        if statement not in self._prepared:
            self._prepared[statement] = self._session.prepare(statement)
        return self._prepared[statement]

    def rows(self, questions: Sequence[Question], seconds: float) -> list[list[Row]]:
        """Return the rows of each statement."""
        deadline = Deadline(seconds)
        prepared = [(self.prepare(statement), values) for statement, values in questions]
        left = deadline.left
        answers = [self._session.execute_async(*each, timeout=left) for each in prepared]
        return [list(answer.result()) for answer in answers]

    def rows_or_errors(
        self, statement: str, keys: Collection[str], seconds: float
    ) -> list[list[Row] | Exception]:
        """Return the rows of a statement for each key, or its failure; raise it if all fail."""
        deadline = Deadline(seconds)
        prepared, left = self.prepare(statement), deadline.left
        started = [self._session.execute_async(prepared, [key], timeout=left) for key in keys]
        answers = [_rows_or_error(each) for each in started]
        failures = [answer for answer in answers if isinstance(answer, Exception)]
        if len(failures) == len(keys):
            raise failures[0]
        return answers

    def close(self) -> None:
        """Close the connections. Returns at once: the driver waits for all that it has begun."""
        Thread(target=self._shut_down, name="Cassandra", daemon=True).start()

    def _shut_down(self) -> None:
        try:
            self._driver.shutdown()
        except Exception as error:  # noqa: BLE001 - nobody waits for it, and nothing depends on it
            _log.info("A connection did not close cleanly: %s", type(error).__name__)


def _rows_or_error(asked: ResponseFuture) -> list[Row] | Exception:
    try:
        return list(asked.result())
    except FAILURES as error:
        return error


class _NamedConnection(DefaultConnection):  # type: ignore[misc]  # the driver has no types
    """A connection to an address by its name, which the certificate must contain.

    The driver wraps a socket that is not connected yet. A context of truststore verifies the
    certificate when it wraps, so on macOS and Windows there would be none to verify.
    """

    def _connect_socket(self) -> None:
        name, port = self.endpoint.resolve()
        self._socket = socket.create_connection((name, port), timeout=self.connect_timeout)
        if self.ssl_context is not None:
            self._socket = self.ssl_context.wrap_socket(self._socket, server_hostname=name)
        self._socket.settimeout(None)

    def close(self) -> None:
        """Close the connection. If the server closes it at once, nobody waits for it any longer.

        The driver would wait for the whole connect timeout.
        """
        super().close()
        if not self.connected_event.is_set():
            if not self.is_defunct:
                self.last_error = ConnectionShutdown("closed by the server")
            self.connected_event.set()


def _cluster(connection: Connection, host: Host) -> Cluster:
    """Return a cluster that has not connected yet. It asks no host but this one, and only once."""
    end_point = DefaultEndPoint(host.name, host.port)
    profile = ExecutionProfile(
        load_balancing_policy=HostFilterPolicy(
            RoundRobinPolicy(), lambda known: known.endpoint == end_point
        ),
        retry_policy=FallthroughRetryPolicy(),
        consistency_level=ConsistencyLevel.name_to_value[Place.of(connection).consistency],
        row_factory=tuple_factory,
    )
    return Cluster(
        [end_point],
        port=host.port,
        auth_provider=PlainTextAuthProvider(connection.username, connection.password),
        ssl_context=tls_context(connection) if connection.address.encrypted else None,
        connection_class=_NamedConnection,
        execution_profiles={EXEC_PROFILE_DEFAULT: profile},
        protocol_version=_PROTOCOL,
        compression=False,
        connect_timeout=connection.connect_timeout,
        control_connection_timeout=connection.connect_timeout,
        idle_heartbeat_interval=_HEARTBEAT,
        idle_heartbeat_timeout=_LONGEST_HEARTBEAT,
        schema_metadata_enabled=False,
        token_metadata_enabled=False,
        monitor_reporting_enabled=False,
        application_name="profile-browser",
    )
