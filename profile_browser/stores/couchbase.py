"""Couchbase, seen through its own Python SDK 4.6; the only file that imports it."""

from __future__ import annotations

from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING

from couchbase.auth import PasswordAuthenticator
from couchbase.cluster import Cluster
from couchbase.exceptions import (
    AmbiguousTimeoutException,
    AuthenticationException,
    BucketNotFoundException,
    CollectionNotFoundException,
    CouchbaseException,
    DocumentNotFoundException,
    DocumentNotJsonException,
    KeyValueErrorContext,
    ParsingFailedException,
    PathMismatchException,
    RequestCanceledException,
    ScopeNotFoundException,
    TemporaryFailException,
    UnAmbiguousTimeoutException,
)
from couchbase.options import ClusterOptions, ClusterTimeoutOptions, GetOptions

from profile_browser.domain.connection import DEFAULT_COLLECTION, DEFAULT_SCOPE, faults_of
from profile_browser.domain.document import UsernameRefusedError, document_id
from profile_browser.domain.outcome import Missing, Outcome, Problem, ProblemError
from profile_browser.domain.user import User, UserInDB
from profile_browser.domain.wording import problems
from profile_browser.stores.network import reachable_address
from profile_browser.stores.reading import DamagedDocumentError, UserModel, found, user_from

if TYPE_CHECKING:
    from couchbase.bucket import Bucket

    from profile_browser.domain.address import Address
    from profile_browser.domain.connection import Connection

_TIMEOUTS = (UnAmbiguousTimeoutException, AmbiguousTimeoutException, RequestCanceledException)
_COLLECTION_UNKNOWN = (CollectionNotFoundException, ScopeNotFoundException)
# What a projected get raises on a body that is no JSON, on JSON that is no object, and on text
# that is no text (half of a surrogate pair).
_NOT_AN_OBJECT = (DocumentNotJsonException, PathMismatchException, ParsingFailedException)
# The cluster looks up at most this many paths at once; for more the SDK fetches the whole document.
MAX_PROJECTED_FIELDS = 16


def get_cluster(connection: Connection, address: Address | None = None) -> Cluster:
    """Connect, sign in, and return the cluster: the one thing of the SDK that can be closed.

    The address stands in for the connection's own where only some of its hosts answer. Raises
    the SDK's exceptions, after at most the connection's connect timeout.
    """
    options = ClusterOptions(
        PasswordAuthenticator(
            connection.username, connection.password, cert_path=connection.trust_store or None
        ),
        timeout_options=ClusterTimeoutOptions(
            bootstrap_timeout=timedelta(seconds=connection.connect_timeout),
            connect_timeout=timedelta(seconds=connection.connect_timeout),
            kv_timeout=timedelta(seconds=connection.kv_timeout),
            query_timeout=timedelta(seconds=connection.query_timeout),
        ),
        enable_dns_srv=False,  # without a route its failure reads 'document not found'
        enable_metrics=False,  # else each closed cluster leaves a thread behind
    )
    return Cluster.connect(str(address or connection.address), options)


def get_bucket(connection: Connection, cluster: Cluster | None = None) -> Bucket:
    """Connect, sign in, and return the SDK's own bucket; each thread opens its own.

    A cluster that is already connected is used where one is given. Raises the SDK's exceptions.
    """
    return (cluster or get_cluster(connection)).bucket(connection.bucket)


def get_user(
    bucket: Bucket,
    username: str,
    model: type[UserModel] = UserInDB,  # type: ignore[assignment]  # a default for a type variable
    *,
    scope: str = DEFAULT_SCOPE,
    collection: str = DEFAULT_COLLECTION,
) -> UserModel | None:
    """Return the user as ``model``, or None where there is no such document.

    Only the fields that the model names leave the cluster (a projected get, opcode 0xd0): with
    ``User`` the password hash does not. Raises UsernameRefusedError, DamagedDocumentError, and
    the SDK's exceptions where the cluster could not be asked; ValueError for a model of more
    than 16 fields, which would bring the whole document.
    """
    if len(model.model_fields) > MAX_PROJECTED_FIELDS:
        raise ValueError(model.__name__)
    named_collection = (scope, collection) != (DEFAULT_SCOPE, DEFAULT_COLLECTION)
    key = document_id(username, named_collection=named_collection)
    projection = GetOptions(project=list(model.model_fields))
    try:
        answer = bucket.scope(scope).collection(collection).get(key, projection)
    except DocumentNotFoundException as error:
        if isinstance(error.error_context, KeyValueErrorContext):
            return None
        raise
    except _NOT_AN_OBJECT:
        raise DamagedDocumentError from None
    return user_from(answer.content_as[dict], model)


class CouchbaseStore:
    """A ProfileStore over one bucket, connected at the first look-up and then kept.

    It keeps the cluster too, because closing a bucket closes nothing.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = Lock()
        self._cluster: Cluster | None = None
        self._bucket: Bucket | None = None
        self._closed = False

    def look_up(self, username: str) -> Outcome:
        """Return what the bucket knows of this user."""
        try:
            document_id(username, named_collection=self._connection.in_named_collection)
            return self._read(self._connected_bucket(), username)
        except UsernameRefusedError as error:
            return problems.bad_input(self._connection, str(error))
        except DamagedDocumentError as error:
            return problems.damaged_document(self._connection, username, error.fields)
        except ProblemError as error:
            return error.problem

    def close(self) -> None:
        """Close the cluster. A read that runs in another thread ends within a millisecond."""
        with self._lock:
            self._closed = True
            cluster, self._cluster, self._bucket = self._cluster, None, None
        if cluster is not None:
            cluster.close()

    def _read(self, bucket: Bucket, username: str) -> Outcome:
        place = self._connection
        try:
            user = get_user(bucket, username, User, scope=place.scope, collection=place.collection)
        except (CouchbaseException, RuntimeError) as error:
            if self._closed:  # a timeout, or a RuntimeError where the read had not begun
                raise ProblemError(problems.closed(place)) from error
            raise ProblemError(self._read_problem(error)) from error
        return Missing(username, place.title) if user is None else found(place, username, user)

    def _read_problem(self, error: CouchbaseException | RuntimeError) -> Problem:
        if isinstance(error, _TIMEOUTS):
            reachable_address(self._connection)  # raises what the timeout hides
        return read_problem(self._connection, error)

    def _connected_bucket(self) -> Bucket:
        if self._closed:
            raise ProblemError(problems.closed(self._connection))
        return self._bucket or self._opened_bucket()

    def _opened_bucket(self) -> Bucket:
        faults = faults_of(self._connection)
        if faults:
            raise ProblemError(
                problems.misconfigured(self._connection, next(iter(faults.values())))
            )
        cluster = self._connect(reachable_address(self._connection))
        bucket = self._open_bucket(cluster)
        with self._lock:
            if not self._closed:
                self._cluster, self._bucket = cluster, bucket
                return bucket
        cluster.close()
        raise ProblemError(problems.closed(self._connection))

    def _connect(self, address: Address) -> Cluster:
        try:
            return get_cluster(self._connection, address)
        except CouchbaseException as error:
            raise ProblemError(connect_problem(self._connection, error)) from error

    def _open_bucket(self, cluster: Cluster) -> Bucket:
        try:
            return get_bucket(self._connection, cluster)
        except CouchbaseException as error:
            cluster.close()
            raise ProblemError(bucket_problem(self._connection, error)) from error


def connect_problem(connection: Connection, error: CouchbaseException) -> Problem:
    """Return what an exception of the sign-in means; name, port and certificate were good."""
    if isinstance(error, AuthenticationException):
        return problems.wrong_sign_in(connection, _cause(error))
    if isinstance(error, _TIMEOUTS):
        return problems.connect_timed_out(connection, _cause(error))
    return problems.unexpected(connection, _cause(error))


def bucket_problem(connection: Connection, error: CouchbaseException) -> Problem:
    """Return what an exception of opening the bucket means; the sign-in was good."""
    if isinstance(error, BucketNotFoundException | AuthenticationException):
        return problems.bucket_not_allowed(connection, _cause(error))
    if isinstance(error, _TIMEOUTS):
        return problems.bucket_not_there(connection, _cause(error))
    return problems.unexpected(connection, _cause(error))


def read_problem(connection: Connection, error: CouchbaseException | RuntimeError) -> Problem:
    """Return what an exception of a read means; the bucket was open."""
    if isinstance(error, AuthenticationException):
        return problems.reading_not_allowed(connection, _cause(error))
    if isinstance(error, _COLLECTION_UNKNOWN):
        return problems.collection_not_there(connection, _cause(error))
    if isinstance(error, (*_TIMEOUTS, TemporaryFailException)):  # retried for the whole timeout
        return problems.read_timed_out(connection, _cause(error))
    return problems.unexpected(connection, _cause(error))


def _cause(error: CouchbaseException | RuntimeError) -> str:
    """Name the exception without its context, which carries document ids and parameters."""
    if isinstance(error, RuntimeError):
        return type(error).__name__
    return f"{type(error).__name__} ({error.error_code}): {error.message}"
