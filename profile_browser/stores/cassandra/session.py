"""Access to Cassandra 4.0 and later through cassandra-driver 3.30 and later.

Only this file holds the driver's objects. One host is asked at a time: the first of the address
that is reachable. The driver would also ask hosts that this one names, by their IP addresses, which
a certificate need not contain, and perhaps in another data centre.
"""

from __future__ import annotations

import logging
import socket
from concurrent.futures import CancelledError
from functools import partial
from threading import Lock, Thread
from typing import TYPE_CHECKING, TypeVar

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

from profile_browser.domain.problem import Problem, ProblemError, Reason
from profile_browser.stores.cassandra.calls import Calls
from profile_browser.stores.cassandra.failures import (
    CONNECTING,
    FAILURES,
    READING,
    Fault,
    ReasonTable,
    fault_of,
    is_outage,
    problem_of,
)
from profile_browser.stores.cassandra.place import Place
from profile_browser.stores.deadline import Deadline
from profile_browser.stores.network import listed_hosts, reachable_address, tls_context

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from cassandra.cluster import ResponseFuture, Session
    from cassandra.query import PreparedStatement

    from profile_browser.domain.address import Address, Host
    from profile_browser.domain.connection import Connection

Row = tuple[object, ...]
Question = tuple[str, "Sequence[object]"]
"""A statement and its values."""

_Answer = TypeVar("_Answer")
_READ = "SELECT "  # a prepared statement does nothing but what it begins with
_PROTOCOL = 5  # of Cassandra 4.0. Trying others first would cost a connection each.
# Within both together, the driver notices that an idle connection has lost its server.
_HEARTBEAT, _LONGEST_HEARTBEAT = 15, 5  # seconds

# The driver logs answers that it cannot read.
logging.getLogger("cassandra").propagate = False
_log = logging.getLogger(__name__)


class CassandraSession:
    """A session on a cluster. Its methods block, and raise ProblemError.

    The driver's exceptions are not chained, because their text contains what was asked.
    """

    def __init__(self, connection: Connection, address: Address) -> None:
        """Prepare a session with a reachable address. Nothing is sent before ``sign_in``."""
        self._connection, self._host = connection, address.hosts[0]
        self._calls = Calls("Cassandra")
        self._lock = Lock()
        self._is_closed = False
        self._link: _Link | None = None

    def sign_in(self) -> None:
        """Connect and sign in."""
        self._get_link()

    def prepare(self, statement: str, table: ReasonTable) -> list[str]:
        """Return the types of a statement's values. The server names what the keyspace lacks."""
        seconds = self._connection.connect_timeout
        prepared = self._ask(lambda link: link.prepare(statement), seconds, table, {})
        return [column.type.typename for column in prepared.column_metadata]

    def rows(
        self,
        questions: Sequence[Question],
        seconds: float,
        table: ReasonTable,
        asked: Mapping[str, str],
    ) -> list[list[Row]]:
        """Return the rows of each statement. They run side by side, and have this time together."""
        return self._ask(lambda link: link.rows(questions, seconds), seconds, table, asked)

    def read_each(
        self, statement: str, keys: Mapping[str, str], seconds: float
    ) -> dict[str, list[Row] | ProblemError]:
        """Return the rows of one statement for the key of each username, or why it has none.

        All are read at the same time. Raises ProblemError if none can be read.
        """

        def ask(link: _Link) -> list[list[Row] | Exception]:
            return link.rows_or_errors(statement, keys.values(), seconds)

        answers = zip(keys, self._ask(ask, seconds, READING, {}), strict=True)
        return {
            username: self._error_of(READING, answer, {"username": username})
            if isinstance(answer, Exception)
            else answer
            for username, answer in answers
        }

    def close(self) -> None:
        """Close the session. A read in another thread ends at once."""
        with self._lock:
            self._is_closed = True
        self._calls.close()
        self._drop_link()

    def _ask(
        self,
        ask: Callable[[_Link], _Answer],
        seconds: float,
        table: ReasonTable,
        asked: Mapping[str, str],
    ) -> _Answer:
        # The connection may have been lost while it was not in use, so a second try may succeed.
        for _ in range(2):
            link = self._get_link()
            try:
                return self._run(partial(ask, link), seconds)
            except FAILURES as error:
                failure = error
            if not is_outage(failure):
                break
            self._drop_link()
            self._find_host()  # raises the actual cause
            if fault_of(failure) is Fault.TIMED_OUT:
                break
        raise self._error_of(table, failure, asked)

    def _error_of(
        self, table: ReasonTable, failure: Exception, asked: Mapping[str, str]
    ) -> ProblemError:
        found = {**asked, **_values_of(self._host)}
        return ProblemError(problem_of(table, self._connection, failure, found))

    def _get_link(self) -> _Link:
        return self._link or self._connect()

    def _connect(self) -> _Link:
        link = _Link(self._connection, self._host)
        self._keep(link)
        try:
            self._run(link.connect, self._connection.connect_timeout)
        except FAILURES as error:
            self._drop_link()
            if is_outage(error):
                self._find_host()  # raises the actual cause
            asked = _values_of(link.host)
            raise ProblemError(problem_of(CONNECTING, self._connection, error, asked)) from None
        return link

    def _run(self, call: Callable[[], _Answer], seconds: float) -> _Answer:
        try:
            return self._calls.run(call, seconds)
        except CancelledError:
            raise self._cancelled() from None

    def _cancelled(self) -> ProblemError:
        return ProblemError(Problem(Reason.CANCELLED, self._connection))

    def _find_host(self) -> None:
        self._host = reachable_address(self._connection, listed_hosts).hosts[0]

    def _keep(self, link: _Link) -> None:
        with self._lock:
            if not self._is_closed:
                self._link = link
                return
        link.close()
        raise self._cancelled()

    def _drop_link(self) -> None:
        with self._lock:
            link, self._link = self._link, None
        if link is not None:
            link.close()


class _Link:
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


def _values_of(host: Host) -> dict[str, object]:
    """Return what the sentences say about a host."""
    return {"host": host.name, "port": host.port}


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
