"""Access to Cassandra 4.0 and later through cassandra-driver 3.30 and later.

One host is asked at a time: the first of the address that is reachable.
"""

from __future__ import annotations

from concurrent.futures import CancelledError
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

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
from profile_browser.stores.cassandra.link import Link
from profile_browser.stores.network import listed_hosts, reachable_address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from profile_browser.domain.address import Address, Host
    from profile_browser.domain.connection import Connection
    from profile_browser.stores.cassandra.link import Question, Row

_Answer = TypeVar("_Answer")


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
        self._link: Link | None = None

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

        def ask(link: Link) -> list[list[Row] | Exception]:
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
        ask: Callable[[Link], _Answer],
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

    def _get_link(self) -> Link:
        return self._link or self._connect()

    def _connect(self) -> Link:
        link = Link(self._connection, self._host)
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

    def _keep(self, link: Link) -> None:
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


def _values_of(host: Host) -> dict[str, object]:
    """Return what the sentences say about a host."""
    return {"host": host.name, "port": host.port}
