"""What the SDK's exceptions mean. They are not chained: their text contains ids and search text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from couchbase.exceptions import (
    AmbiguousTimeoutException,
    AuthenticationException,
    BucketNotFoundException,
    CollectionNotFoundException,
    CouchbaseException,
    KeyspaceNotFoundException,
    KeyValueErrorContext,
    QueryErrorContext,
    QueryIndexNotFoundException,
    RequestCanceledException,
    ScopeNotFoundException,
    ServiceUnavailableException,
    TemporaryFailException,
    UnAmbiguousTimeoutException,
)

from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.stores.couchbase.problem_values import problem_values

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection

Failure = CouchbaseException | RuntimeError
TIMEOUTS = (UnAmbiguousTimeoutException, AmbiguousTimeoutException, RequestCanceledException)
_INDEX_FAILED = 12008  # an index error for which the SDK has no exception

ReasonTable = tuple[tuple[tuple[type[BaseException], ...], Reason], ...]
# What the exceptions of each step mean, given that the previous steps succeeded.
CONNECTING: ReasonTable = (
    ((AuthenticationException,), Reason.SIGN_IN_REFUSED),
    (TIMEOUTS, Reason.CONNECT_TIMED_OUT),
)
OPENING: ReasonTable = (
    ((BucketNotFoundException, AuthenticationException), Reason.DATABASE_NOT_ALLOWED),
    # An administrator's missing bucket is a timeout, too: the SDK retries it.
    (TIMEOUTS, Reason.DATABASE_TIMED_OUT),
)
READING: ReasonTable = (
    ((AuthenticationException,), Reason.READING_NOT_ALLOWED),
    ((BucketNotFoundException,), Reason.DATABASE_MISSING),  # deleted while it was open
    ((CollectionNotFoundException, ScopeNotFoundException), Reason.COLLECTION_MISSING),
    # The SDK retries a temporary failure for the whole timeout.
    ((*TIMEOUTS, TemporaryFailException), Reason.READ_TIMED_OUT),
)
SEARCHING: ReasonTable = (
    ((ServiceUnavailableException,), Reason.SEARCH_SERVICE_MISSING),
    ((AuthenticationException,), Reason.SEARCHING_NOT_ALLOWED),
    ((KeyspaceNotFoundException, ScopeNotFoundException), Reason.COLLECTION_MISSING),
    ((QueryIndexNotFoundException,), Reason.INDEX_MISSING),
    (TIMEOUTS, Reason.SEARCH_TIMED_OUT),
)


def problem_of(table: ReasonTable, connection: Connection, error: Failure) -> Problem:
    """Return the problem for an exception at this step, with the values for its sentences."""
    reason = _reason_of(error, table)
    return Problem(reason, connection, _cause(error), problem_values(reason, connection))


def is_unanswered(problem: Problem) -> bool:
    """Return whether a request may have got no answer."""
    kinds = {ProblemKind.UNREACHABLE, ProblemKind.TIMED_OUT, ProblemKind.UNEXPECTED}
    return problem.kind in kinds


def _reason_of(error: Failure, table: ReasonTable) -> Reason:
    if _collection_is_unknown(error):
        return Reason.COLLECTION_MISSING
    if _query_error(error) == _INDEX_FAILED:
        return Reason.INDEX_MISSING
    known = (reason for kinds, reason in table if isinstance(error, kinds))
    return next(known, Reason.UNEXPECTED)


def _collection_is_unknown(error: Failure) -> bool:
    """Whether a read timed out because the SDK kept retrying to resolve its collection."""
    context = error.error_context if isinstance(error, CouchbaseException) else None
    reasons = context.retry_reasons if isinstance(context, KeyValueErrorContext) else None
    return reasons == {"key_value_collection_outdated"}


def _query_error(error: Failure) -> int | None:
    """Return the query service's error code."""
    context = error.error_context if isinstance(error, CouchbaseException) else None
    return context.first_error_code if isinstance(context, QueryErrorContext) else None


def _cause(error: Failure) -> str:
    """Return the exception's name, without its text and context: they may contain ids."""
    name = type(error).__name__
    if isinstance(error, RuntimeError):
        return name
    asked = isinstance(error.error_context, QueryErrorContext)
    return f"{name} ({error.error_code})" + (
        f"; query error {_query_error(error)}" if asked else ""
    )
