"""What only Couchbase's check knows: buckets, subdocuments and the query service's plans."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from profile_browser.domain.problem import Problem, ProblemError, Reason
from profile_browser.stores.checking import run_check
from profile_browser.stores.couchbase.plan import uses_only_indexes
from profile_browser.stores.couchbase.srv import advertised_hosts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profile_browser.domain.address import Address
    from profile_browser.domain.check import StageResult
    from profile_browser.domain.connection import Connection
    from profile_browser.stores.couchbase.sdk import ClusterSession
    from profile_browser.stores.network import HostFinder


def check_connection(
    connection: Connection, username: str = "", find_hosts: HostFinder = advertised_hosts
) -> Iterator[StageResult]:
    """Yield each stage as it ends, as ``run_check`` does."""
    open_session = partial(_open_session, find_hosts=find_hosts)
    return run_check(connection, open_session, username, find_hosts)


def _open_session(
    connection: Connection, address: Address, find_hosts: HostFinder
) -> _CheckSession:
    # Importing the SDK stalls other threads, and is only needed from this stage on.
    from profile_browser.stores.couchbase.sdk import ClusterSession

    return _CheckSession(connection, ClusterSession(connection, address, find_hosts))


class _CheckSession:
    """A CheckSession over a session on a cluster."""

    def __init__(self, connection: Connection, session: ClusterSession) -> None:
        self._connection, self._session = connection, session
        self.open_database, self.close = session.open_bucket, session.close

    def sign_in(self) -> None:
        """Do nothing: a session on a cluster is signed in from the beginning."""

    def read_values(self, username: str, paths: list[str]) -> dict[str, object] | None:
        """Return the values at these paths, by as many lookups as their number needs."""
        from profile_browser.stores.couchbase.subdocuments import MAX_PATHS

        document: dict[str, object] = {}
        for first in range(0, len(paths), MAX_PATHS):  # the type may be one path too many
            values = self._session.read_values(username, paths[first : first + MAX_PATHS])
            if values is None:
                return None
            document |= values
        return document

    def require_indexes(self) -> None:
        """Ask for the plan of each search: one on a primary index gets slower with every user."""
        # The statements import the models, which are only needed for this stage.
        from profile_browser.stores.couchbase import statements

        connection = self._connection
        for statement in statements.explain_statements_of(connection):
            if not uses_only_indexes(self._session.run_query(statement)):
                values = {"statements": statements.index_script_of(connection)}
                raise ProblemError(Problem(Reason.INDEX_MISSING, connection, values=values))
