"""Access to Couchbase through its Python SDK 4.6.

Only this file and ``subdocuments.py`` hold the SDK's objects.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar, cast, overload

from couchbase.auth import PasswordAuthenticator
from couchbase.cluster import Cluster
from couchbase.exceptions import CouchbaseException
from couchbase.options import ClusterOptions, ClusterTimeoutOptions, QueryOptions
from couchbase.transcoder import JSONTranscoder

from profile_browser.domain.connection import LONGEST_TIMEOUT
from profile_browser.domain.problem import Problem, ProblemError, Reason
from profile_browser.domain.user import User, UserInDB
from profile_browser.stores.couchbase.failures import (
    CONNECTING,
    OPENING,
    READING,
    SEARCHING,
    TIMEOUTS,
    Failure,
    ReasonTable,
    is_unanswered,
    problem_of,
)
from profile_browser.stores.couchbase.keyspace import Keyspace
from profile_browser.stores.couchbase.location import DEFAULT_COLLECTION, DEFAULT_SCOPE
from profile_browser.stores.couchbase.serializer import ReadingSerializer
from profile_browser.stores.couchbase.shared_check import SharedCheck
from profile_browser.stores.couchbase.subdocuments import read_details, read_user, read_values
from profile_browser.stores.network import reachable_address
from profile_browser.stores.reading import undamaged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from couchbase.bucket import Bucket
    from couchbase.serializer import Serializer

    from profile_browser.domain.address import Address
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.details import RecordDetails
    from profile_browser.stores.network import HostFinder
    from profile_browser.stores.reading import UserModel

_Answer = TypeVar("_Answer")

# The SDK retries an unknown collection for the whole timeout. So the first read of a session, which
# may meet one, has a shorter one.
COLLECTION_TIMEOUT = timedelta(seconds=0.8)
_SERIALIZER = cast("Serializer", ReadingSerializer())  # the SDK only calls its methods


def get_cluster(
    connection: Connection, address: Address | None = None, timeout: float | None = None
) -> Cluster:
    """Connect, sign in, and return the cluster, the only SDK object that can be closed.

    ``address`` overrides the connection's own, if only some of its hosts are reachable. Raises the
    SDK's exceptions, after at most the connect timeout: the connection's, or ``timeout`` seconds.
    Opening a bucket later has the same timeout.
    """
    patience = timedelta(seconds=timeout or connection.connect_timeout)
    options = ClusterOptions(
        PasswordAuthenticator(
            connection.username, connection.password, cert_path=connection.trust_store or None
        ),
        timeout_options=ClusterTimeoutOptions(
            bootstrap_timeout=patience,
            connect_timeout=patience,
            kv_timeout=timedelta(seconds=connection.kv_timeout),
            query_timeout=timedelta(seconds=connection.query_timeout),
        ),
        serializer=_SERIALIZER,  # of queries
        transcoder=JSONTranscoder(_SERIALIZER),  # of lookups
        enable_dns_srv=False,  # without a network, it fails with 'document not found'
        enable_metrics=False,  # leaks a thread per closed cluster
        enable_tracing=False,  # leaks a thread per failed connect
    )
    return Cluster.connect(str(address or connection.address), options)


def get_bucket(connection: Connection, cluster: Cluster | None = None) -> Bucket:
    """Connect, sign in, and return the SDK's bucket. Each thread opens its own.

    ``cluster`` is an already connected cluster to use. Raises the SDK's exceptions.
    """
    return (cluster or get_cluster(connection)).bucket(Keyspace.of(connection).bucket)


@overload
def get_user(
    bucket: Bucket, username: str, *, scope: str = ..., collection: str = ...
) -> UserInDB | None: ...


@overload
def get_user(
    bucket: Bucket,
    username: str,
    model: type[UserModel],
    *,
    scope: str = ...,
    collection: str = ...,
) -> UserModel | None: ...


def get_user(
    bucket: Bucket,
    username: str,
    model: type[User] = UserInDB,
    *,
    scope: str = DEFAULT_SCOPE,
    collection: str = DEFAULT_COLLECTION,
) -> User | None:
    """Return the user as ``model``, or None if there is no such document.

    Only the fields of the model leave the cluster (a subdocument lookup, opcode 0xd0), so with
    ``User`` the password hash does not. A get with a projection asks for the same paths, but its
    parser ends the process on a value such as ``1e999`` (SDK 4.6.3). Raises RefusedError,
    DamagedDocumentError, the SDK's exceptions, and ValueError for a model of more than 16 fields.
    """
    keyspace = Keyspace(bucket.name, scope, collection)
    return undamaged(read_user(bucket, keyspace, username, model))


class ClusterSession:
    """A signed-in session on a cluster. Its methods raise ProblemError.

    The SDK's exceptions are not chained, because their text contains document ids and search text.
    The cluster is kept with its bucket, because closing a bucket closes nothing.
    """

    def __init__(
        self,
        connection: Connection,
        address: Address,
        find_hosts: HostFinder,
        timeout: float | None = None,
    ) -> None:
        """Connect to a reachable address and sign in, with ``get_cluster``'s timeout."""
        self._connection = connection
        self._keyspace = Keyspace.of(connection)
        self._require_reachable = SharedCheck(lambda: reachable_address(connection, find_hosts))
        self._closed = False
        self._bucket: Bucket | None = None
        self._collection_may_be_missing = self._keyspace.is_named_collection
        try:
            self._cluster = get_cluster(connection, address, timeout)
        except CouchbaseException as error:
            raise ProblemError(problem_of(CONNECTING, connection, error)) from None

    def open_bucket(self) -> None:
        """Open the connection's bucket."""
        self._opened_bucket()

    def read(self, username: str) -> User | None:
        """Return this user, or None. Also raises DamagedDocumentError."""
        return self._read(
            lambda bucket, timeout: read_user(bucket, self._keyspace, username, User, timeout)
        )

    def read_values(self, username: str, paths: list[str]) -> dict[str, object] | None:
        """Return the values of this user's record at these paths, at most 16, or None."""
        return self._read(
            lambda bucket, timeout: read_values(bucket, self._keyspace, username, paths, timeout)
        )

    def read_details(self, username: str) -> RecordDetails | None:
        """Return what the cluster keeps about this user's document, or None."""
        return self._read(
            lambda bucket, timeout: read_details(bucket, self._keyspace, username, timeout)
        )

    def _read(self, read: Callable[[Bucket, timedelta | None], _Answer]) -> _Answer:
        longest = timedelta(seconds=self._connection.kv_timeout)
        if self._collection_may_be_missing and longest > COLLECTION_TIMEOUT:
            try:
                return self._read_within(COLLECTION_TIMEOUT, read)
            except ProblemError as error:
                if error.problem.reason is not Reason.READ_TIMED_OUT:
                    raise
        return self._read_within(None, read)

    def _read_within(
        self, timeout: timedelta | None, read: Callable[[Bucket, timedelta | None], _Answer]
    ) -> _Answer:
        """Read within a timeout, or within the cluster's, which is the connection's own."""
        bucket = self._opened_bucket()
        try:
            answer = read(bucket, timeout)
        except (CouchbaseException, RuntimeError) as error:
            raise ProblemError(self._problem(READING, error)) from None
        self._collection_may_be_missing = False
        return answer

    def run_query(
        self,
        statement: str,
        parameters: Mapping[str, str | int] | None = None,
        *,
        max_timeout: float = LONGEST_TIMEOUT,
    ) -> list[object]:
        """Run a statement in read-only mode and return its rows.

        User input goes into the named parameters, never into the statement. The timeout is the
        connection's query timeout or ``max_timeout`` seconds, whichever is shorter.
        """
        timeout = timedelta(seconds=min(self._connection.query_timeout, max_timeout))
        try:
            named: dict[str, Any] = dict(parameters or {})
            rows = self._cluster.query(
                statement,
                QueryOptions(read_only=True, timeout=timeout, named_parameters=named),
            )
            return list(rows)
        except (CouchbaseException, RuntimeError) as error:
            raise self._query_error(error) from None

    def _query_error(self, error: Failure) -> ProblemError:
        """Return the error for a failed query.

        If a query got no answer, this session must not be asked again: the core of the SDK
        (4.5 to 4.6.3) may crash in one of the next queries, and with it the program.
        """
        try:
            problem = self._problem(SEARCHING, error)
        except ProblemError as cause:
            problem = cause.problem
        return ProblemError(problem, ends_source=is_unanswered(problem))

    def close(self) -> None:
        """Close the cluster. A read in another thread then ends within a millisecond."""
        self._closed = True
        self._cluster.close()

    def _opened_bucket(self) -> Bucket:
        if self._bucket is None:
            try:
                self._bucket = get_bucket(self._connection, self._cluster)
            except CouchbaseException as error:
                raise ProblemError(self._problem(OPENING, error)) from None
        return self._bucket

    def _problem(self, table: ReasonTable, error: Failure) -> Problem:
        if self._closed:  # a timeout, or a RuntimeError if the read had not started
            return Problem(Reason.CANCELLED, self._connection)
        if isinstance(error, TIMEOUTS):
            self._require_reachable()  # raises the actual cause
        return problem_of(table, self._connection, error)
