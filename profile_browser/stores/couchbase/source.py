"""A source over one collection of a Couchbase cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.folding import fold
from profile_browser.domain.problem import ProblemError, ProblemKind
from profile_browser.domain.question import SearchKind
from profile_browser.stores.couchbase.many import ParallelReader
from profile_browser.stores.couchbase.sdk import ClusterSession
from profile_browser.stores.couchbase.srv import advertised_hosts
from profile_browser.stores.couchbase.statements import (
    range_of,
    ranges_of,
    search_by_beginning_of,
    search_by_email_of,
    suggestions_of,
)
from profile_browser.stores.network import reachable_address, require_valid_settings
from profile_browser.stores.opening import closing_on_failure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.details import RecordDetails
    from profile_browser.domain.question import Question
    from profile_browser.domain.user import User
    from profile_browser.stores.network import HostFinder


class CouchbaseSource:
    """A ProfileSource over a session with an open bucket."""

    def __init__(self, connection: Connection, session: ClusterSession) -> None:
        self._connection = connection
        self._session = session
        self._reader = ParallelReader(session.read)

    def read(self, username: str) -> User | None:
        """Return this user, by a subdocument lookup."""
        return self._session.read(username)

    def read_many(
        self, usernames: Sequence[str], at_once: int
    ) -> Mapping[str, User | Exception | None]:
        """Return the user of each of these usernames, or None, or why it is not readable."""
        return self._reader.read_many(usernames, at_once)

    def read_details(self, username: str) -> RecordDetails | None:
        """Return what the cluster keeps about this user's document."""
        return self._session.read_details(username)

    def search(self, question: Question, limit: int) -> list[object]:
        """Return the rows that the query service finds."""
        text, connection = question.text, self._connection
        if question.kind is SearchKind.EMAIL:
            by_email = search_by_email_of(connection)
            return self._session.run_query(by_email, {"text": fold(text), "limit": limit})
        parameters = ranges_of(text) | {"limit": limit}
        return self._session.run_query(search_by_beginning_of(connection), parameters)

    def suggest(self, text: str, limit: int) -> list[object]:
        """Return rows whose username starts with this text, with a short timeout."""
        parameters = range_of(text) | {"limit": limit}
        statement, seconds = suggestions_of(self._connection), self._connection.suggestion_timeout
        return self._session.run_query(statement, parameters, max_timeout=seconds)

    def close(self) -> None:
        """Close the cluster. A read in another thread then ends within a millisecond."""
        self._session.close()


def open_source(
    connection: Connection, find_hosts: HostFinder = advertised_hosts
) -> CouchbaseSource:
    """Connect, open the bucket, and return the source.

    A server that stalls on one connection may answer on the next. So there are two tries, each with
    half of the connect timeout. If it raises ProblemError, nothing is left open.
    """
    require_valid_settings(connection)
    try:
        return _open_once(connection, find_hosts)
    except ProblemError as error:
        if error.problem.kind is not ProblemKind.TIMED_OUT:
            raise
    return _open_once(connection, find_hosts)


def _open_once(connection: Connection, find_hosts: HostFinder) -> CouchbaseSource:
    address = reachable_address(connection, find_hosts)
    seconds = connection.connect_timeout / 2
    with closing_on_failure(ClusterSession(connection, address, find_hosts, seconds)) as session:
        session.open_bucket()
    return CouchbaseSource(connection, session)
