"""What the driver's exceptions mean. They are not chained: their text contains search text."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard
from urllib.parse import parse_qsl

from bson.errors import InvalidBSON, InvalidDocument
from pymongo.errors import (
    ExecutionTimeout,
    NetworkTimeout,
    OperationFailure,
    PyMongoError,
    ServerSelectionTimeoutError,
    WaitQueueTimeoutError,
)

from profile_browser.domain.problem import Problem, Reason
from profile_browser.domain.refusal import Refusal, RefusalKind
from profile_browser.stores.mongodb.indexes import index_script_of
from profile_browser.stores.mongodb.place import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.connection import Connection

# Everything that a read may raise: also of the encoder, which refuses half a character.
Failure = PyMongoError | InvalidBSON | InvalidDocument | UnicodeError | OverflowError
FAILURES = (PyMongoError, InvalidBSON, InvalidDocument, UnicodeError, OverflowError)
_REFUSED = (InvalidDocument, UnicodeError, OverflowError)
_TIMEOUTS = (NetworkTimeout, ExecutionTimeout, WaitQueueTimeoutError, ServerSelectionTimeoutError)

BAD_VALUE, UNAUTHORIZED, AUTHENTICATION_FAILED = 2, 13, 18
_ACCOUNTS, _SET = "authSource", "replicaSet"
_MAX_TIME_EXPIRED, _ATLAS_ERROR, _NO_QUERY_PLANS = 50, 8000, 291
_TIMED_OUT, _DAMAGED, _NOT_ACCEPTED = "timed out", "damaged", "not accepted"

ReasonTable = dict[int | str, Reason]
_SIGN_IN: ReasonTable = {
    AUTHENTICATION_FAILED: Reason.SIGN_IN_REFUSED,
    _ATLAS_ERROR: Reason.SIGN_IN_REFUSED,  # what Atlas says instead
}
# What a code of the server, or a kind of exception, means at each step.
CONNECTING: ReasonTable = {
    **_SIGN_IN,
    UNAUTHORIZED: Reason.DATABASE_NOT_ALLOWED,
    _TIMED_OUT: Reason.CONNECT_TIMED_OUT,
}
READING: ReasonTable = {
    **_SIGN_IN,
    UNAUTHORIZED: Reason.READING_NOT_ALLOWED,
    BAD_VALUE: Reason.KEY_INDEX_MISSING,  # the hint names no index
    _NO_QUERY_PLANS: Reason.KEY_INDEX_MISSING,
    _TIMED_OUT: Reason.READ_TIMED_OUT,
    _DAMAGED: Reason.RECORD_DAMAGED,
    _NOT_ACCEPTED: Reason.USERNAME_REFUSED,
}
SEARCHING: ReasonTable = {
    **_SIGN_IN,
    UNAUTHORIZED: Reason.SEARCHING_NOT_ALLOWED,
    BAD_VALUE: Reason.INDEX_MISSING,  # the hint names no index
    _NO_QUERY_PLANS: Reason.INDEX_MISSING,
    _TIMED_OUT: Reason.SEARCH_TIMED_OUT,
    _DAMAGED: Reason.MATCHES_DAMAGED,
    _NOT_ACCEPTED: Reason.SEARCH_REFUSED,
}


def problem_of(
    table: ReasonTable, connection: Connection, error: Failure, asked: Mapping[str, str]
) -> Problem:
    """Return the problem for an exception at this step, with the values for its sentences.

    ``asked`` is the username or the text that was asked for, by its name in the sentences.
    """
    reason = _reason_of(table, error)
    return Problem(reason, connection, cause_of(error), {**asked, **values_of(reason, connection)})


def values_of(reason: Reason, connection: Connection) -> dict[str, object]:
    """Return the values for the sentences of a problem with this reason."""
    place = Place.of(connection)
    values: dict[str, object] = {"noun": "database", "database": place.database, "role": "read"}
    if reason in (Reason.SIGN_IN_REFUSED, Reason.SETTINGS_REFUSED):
        values |= _parameter_values(connection)
    if reason is Reason.COLLECTION_MISSING:
        values |= {"collection": place.collection, "keys": "database and collection"}
    if reason in (Reason.KEY_INDEX_MISSING, Reason.RECORD_AMBIGUOUS):
        values["key_field"] = place.key_field
    if reason in (Reason.INDEX_MISSING, Reason.KEY_INDEX_MISSING):
        values["statements"] = index_script_of(place)
    if reason in (Reason.USERNAME_REFUSED, Reason.SEARCH_REFUSED):
        values["refusal"] = Refusal(RefusalKind.TEXT_NOT_VALID)
    if reason in (Reason.RECORD_DAMAGED, Reason.MATCHES_DAMAGED):
        values["fields"] = ()
    return values


def _parameter_values(connection: Connection) -> dict[str, object]:
    given = dict(parse_qsl(connection.address.parameters))
    return {
        "account_parameter": _ACCOUNTS,
        "account_database": given.get(_ACCOUNTS, "admin"),
        "refusal": Refusal(RefusalKind.PARAMETER_WRONG, (f"{_SET}={given.get(_SET, '')}",)),
    }


def is_outage(error: Failure) -> TypeGuard[PyMongoError]:
    """Return whether the network may be the cause, rather than what was asked."""
    return isinstance(error, PyMongoError) and not isinstance(error, OperationFailure)


def may_work_again(error: Failure) -> bool:
    """Return whether the same request may work at once, on another connection or server."""
    return is_outage(error) and not error.timeout


def cause_of(error: Failure) -> str:
    """Return the exception's name and code, without its text: it may contain ids."""
    name = type(error).__name__
    return f"{name} ({error.code})" if isinstance(error, OperationFailure) else name


def _reason_of(table: ReasonTable, error: Failure) -> Reason:
    return table.get(_key_of(error), Reason.UNEXPECTED)


def _key_of(error: Failure) -> int | str:
    if isinstance(error, InvalidBSON):
        return _DAMAGED
    if isinstance(error, _REFUSED):
        return _NOT_ACCEPTED
    if error.timeout or isinstance(error, _TIMEOUTS):
        return _TIMED_OUT
    code = error.code if isinstance(error, OperationFailure) else None
    return _TIMED_OUT if code == _MAX_TIME_EXPIRED else code or ""
