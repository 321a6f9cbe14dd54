"""What the driver's exceptions mean. They are not chained: their text contains what was asked."""

from __future__ import annotations

import re
import ssl
from enum import Enum, auto
from typing import TYPE_CHECKING

from cassandra import (
    AuthenticationFailed,
    DriverException,
    OperationTimedOut,
    ReadFailure,
    ReadTimeout,
    Unauthorized,
    Unavailable,
)
from cassandra.cluster import NoHostAvailable
from cassandra.connection import ConnectionException, ProtocolError
from cassandra.protocol import (
    ErrorMessage,
    IsBootstrappingErrorMessage,
    OverloadedErrorMessage,
)

from profile_browser.domain.problem import Problem, Reason
from profile_browser.domain.refusal import Refusal, RefusalKind
from profile_browser.stores.cassandra.indexes import index_script_of, key_index
from profile_browser.stores.cassandra.place import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.connection import Connection

_OLDEST_VERSION = "4.0"
# Everything that a read may raise, also while its values are encoded.
FAILURES = (
    DriverException,
    NoHostAvailable,
    ConnectionException,
    ErrorMessage,
    ProtocolError,
    OSError,
    UnicodeError,
)


class Fault(Enum):
    """What an exception of the driver says, at whatever step."""

    SIGN_IN = auto()
    TOO_OLD = auto()
    NO_RIGHT = auto()
    NO_KEYSPACE = auto()
    NO_TABLE = auto()
    NO_COLUMN = auto()
    NO_INDEX = auto()
    TIMED_OUT = auto()
    LOST = auto()
    UNAVAILABLE = auto()
    OVERLOADED = auto()
    TLS = auto()
    FOREIGN = auto()
    NOT_TEXT = auto()
    DAMAGED = auto()
    OTHER = auto()


ReasonTable = dict[Fault, Reason]
_ALWAYS: ReasonTable = {
    Fault.SIGN_IN: Reason.SIGN_IN_REFUSED,
    Fault.NO_KEYSPACE: Reason.DATABASE_MISSING,
    Fault.NO_TABLE: Reason.COLLECTION_MISSING,
    Fault.NO_COLUMN: Reason.SETTINGS_REFUSED,
    Fault.LOST: Reason.CONNECTION_CUT,
    Fault.UNAVAILABLE: Reason.SERVER_UNAVAILABLE,
    Fault.OVERLOADED: Reason.SERVER_OVERLOADED,
    Fault.TLS: Reason.TLS_FAILED,
    Fault.FOREIGN: Reason.ANSWER_FOREIGN,
}
# What a fault means at each step.
CONNECTING: ReasonTable = {
    **_ALWAYS,
    Fault.TOO_OLD: Reason.SERVER_TOO_OLD,
    Fault.NO_RIGHT: Reason.DATABASE_NOT_ALLOWED,
    Fault.TIMED_OUT: Reason.CONNECT_TIMED_OUT,
}
READING: ReasonTable = {
    **_ALWAYS,
    Fault.NO_RIGHT: Reason.READING_NOT_ALLOWED,
    Fault.NO_INDEX: Reason.KEY_INDEX_MISSING,
    Fault.TIMED_OUT: Reason.READ_TIMED_OUT,
    Fault.NOT_TEXT: Reason.USERNAME_REFUSED,
    Fault.DAMAGED: Reason.RECORD_DAMAGED,
}
SEARCHING: ReasonTable = {
    **_ALWAYS,
    Fault.NO_RIGHT: Reason.SEARCHING_NOT_ALLOWED,
    Fault.NO_INDEX: Reason.INDEX_MISSING,
    Fault.TIMED_OUT: Reason.SEARCH_TIMED_OUT,
    Fault.NOT_TEXT: Reason.SEARCH_REFUSED,
    Fault.DAMAGED: Reason.MATCHES_DAMAGED,
}
# The same while the search table is asked, which is not the table of the profiles.
SEARCHING_ENTRIES: ReasonTable = {
    **SEARCHING,
    Fault.NO_TABLE: Reason.INDEX_MISSING,
    Fault.NO_COLUMN: Reason.INDEX_MISSING,
}

# The server has one code for all that is wrong in a statement, and the driver has none for a value
# that Python cannot hold. Their texts name columns, and no values.
_TEXTS = {
    re.compile(r"explicitly set client protocol_version"): Fault.TOO_OLD,
    re.compile(r"keyspace .* does not exist"): Fault.NO_KEYSPACE,
    re.compile(r"(table .* does not exist|unconfigured table)"): Fault.NO_TABLE,
    re.compile(r"column name (?P<path>.*) in table"): Fault.NO_COLUMN,
    re.compile(r"has no field (?P<path>.*?)\"?$"): Fault.NO_COLUMN,
    re.compile(r"field selection: (?P<path>.*) of type"): Fault.NO_COLUMN,
    re.compile(r"involve data filtering"): Fault.NO_INDEX,
    re.compile(r"decoding result column \"(?P<path>.*)\" of type"): Fault.DAMAGED,
}
_FAULTS: Mapping[type[Exception], Fault] = {
    AuthenticationFailed: Fault.SIGN_IN,
    Unauthorized: Fault.NO_RIGHT,
    ReadFailure: Fault.NO_INDEX,  # while it is being built
    ReadTimeout: Fault.TIMED_OUT,
    OperationTimedOut: Fault.TIMED_OUT,
    TimeoutError: Fault.TIMED_OUT,
    Unavailable: Fault.UNAVAILABLE,  # too few replicas run
    IsBootstrappingErrorMessage: Fault.UNAVAILABLE,
    OverloadedErrorMessage: Fault.OVERLOADED,
    ConnectionException: Fault.LOST,
    NoHostAvailable: Fault.LOST,
    ProtocolError: Fault.FOREIGN,
    ssl.SSLError: Fault.TLS,
    OSError: Fault.LOST,
    UnicodeError: Fault.NOT_TEXT,
}
_OUTAGES = (Fault.LOST, Fault.TLS, Fault.TIMED_OUT)


def problem_of(
    table: ReasonTable, connection: Connection, error: Exception, asked: Mapping[str, object]
) -> Problem:
    """Return the problem for an exception at this step, with the values for its sentences.

    ``asked`` is what was asked for, and the host, by their names in the sentences.
    """
    cause = _innermost(error)
    reason = table.get(fault_of(error), Reason.UNEXPECTED)
    values = {**asked, **values_of(reason, connection)}
    if fault_of(error) is Fault.NO_RIGHT:
        values |= _right_of(table, Place.of(connection))
    if reason is Reason.SETTINGS_REFUSED:
        values["refusal"] = Refusal(RefusalKind.PATH_UNKNOWN, (_path_in(cause),))
    if reason in (Reason.RECORD_DAMAGED, Reason.MATCHES_DAMAGED):
        values["fields"] = (_path_in(cause),)
    return Problem(reason, connection, type(cause).__name__, values)


def _right_of(table: ReasonTable, place: Place) -> dict[str, object]:
    asked = place.search_table if table is SEARCHING_ENTRIES else place.collection
    return {"noun": "table", "database": f"{place.database}.{asked}"}


def values_of(reason: Reason, connection: Connection) -> dict[str, object]:
    """Return the values for the sentences of a problem with this reason."""
    place = Place.of(connection)
    values: dict[str, object] = {
        "noun": "keyspace",
        "database": place.database,
        "role": "SELECT",
    }
    if reason is Reason.COLLECTION_MISSING:
        values |= {"collection": place.collection, "keys": "keyspace and table"}
    if reason is Reason.SERVER_TOO_OLD:
        values["version"] = _OLDEST_VERSION
    if reason is Reason.RECORD_AMBIGUOUS:
        values["key_field"] = place.key_field
    if reason is Reason.INDEX_MISSING:
        values["statements"] = index_script_of(place)
    if reason is Reason.KEY_INDEX_MISSING:
        values |= {"key_field": place.key_field, "statements": key_index(place)}
    if reason in (Reason.USERNAME_REFUSED, Reason.SEARCH_REFUSED):
        values["refusal"] = Refusal(RefusalKind.TEXT_NOT_VALID)
    return values


def fault_of(error: Exception) -> Fault:
    """Return what an exception says."""
    cause = _innermost(error)
    known = (_FAULTS[kind] for kind in _FAULTS if isinstance(cause, kind))
    told = (_TEXTS[each] for each in _TEXTS if each.search(str(cause)))
    return next(known, None) or next(told, Fault.OTHER)


def is_outage(error: Exception) -> bool:
    """Return whether the network may be the cause, rather than what was asked."""
    is_server = isinstance(_innermost(error), ReadTimeout)  # of a replica: this host does respond
    return fault_of(error) in _OUTAGES and not is_server


def _innermost(error: Exception) -> Exception:
    """Return what went wrong with the host, if the driver could use no host."""
    errors = error.errors if isinstance(error, NoHostAvailable) else None
    found = list(errors.values()) if isinstance(errors, dict) else []
    return found[0] if found and isinstance(found[0], Exception) else error


def _path_in(error: Exception) -> str:
    found = (each.search(str(error)) for each in _TEXTS if "path" in each.groupindex)
    return next((match["path"] for match in found if match), "")
