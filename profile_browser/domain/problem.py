"""Why a lookup failed: kinds and values. The sentences are in ``messages/``."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from profile_browser.domain.local_time import local_now
from profile_browser.domain.store_kind import SEARCHES, Capability

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.question import SearchKind


class ProblemKind(StrEnum):
    """The kind of problem, which decides how the program reacts."""

    NOT_ALLOWED = "not_allowed"
    WRONG_SIGN_IN = "wrong_sign_in"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    BUSY = "busy"  # the server answers, but cannot serve at the moment
    DAMAGED_DOCUMENT = "damaged_document"
    BAD_INPUT = "bad_input"
    MISCONFIGURED = "misconfigured"
    UNTRUSTED = "untrusted"  # a host could not prove who it is
    NOT_RECORDED = "not_recorded"
    UNEXPECTED = "unexpected"


# The next lookup would fail in the same way, after the same wait.
WOULD_FAIL_AGAIN = frozenset(ProblemKind) - {
    ProblemKind.BAD_INPUT,
    ProblemKind.DAMAGED_DOCUMENT,
    ProblemKind.UNEXPECTED,
}


class Reason(StrEnum):
    """What exactly went wrong, which decides the message. Each reason has one kind."""

    kind: ProblemKind

    def __new__(cls, value: str, kind: ProblemKind) -> Self:
        """Return the member with its kind."""
        reason = str.__new__(cls, value)
        reason._value_ = value
        reason.kind = kind
        return reason

    HOST_UNKNOWN = "host_unknown", ProblemKind.UNREACHABLE
    PORT_CLOSED = "port_closed", ProblemKind.UNREACHABLE
    PORT_SILENT = "port_silent", ProblemKind.UNREACHABLE
    CONNECTION_CUT = "connection_cut", ProblemKind.UNREACHABLE
    CONNECT_TIMED_OUT = "connect_timed_out", ProblemKind.TIMED_OUT
    DATABASE_TIMED_OUT = "database_timed_out", ProblemKind.TIMED_OUT
    READ_TIMED_OUT = "read_timed_out", ProblemKind.TIMED_OUT
    SEARCH_TIMED_OUT = "search_timed_out", ProblemKind.TIMED_OUT
    SERVER_OVERLOADED = "server_overloaded", ProblemKind.BUSY
    SERVER_UNAVAILABLE = "server_unavailable", ProblemKind.BUSY
    SIGN_IN_REFUSED = "sign_in_refused", ProblemKind.WRONG_SIGN_IN
    TOKEN_EXPIRED = "token_expired", ProblemKind.WRONG_SIGN_IN
    PASSWORD_MISSING = "password_missing", ProblemKind.WRONG_SIGN_IN
    DATABASE_NOT_ALLOWED = "database_not_allowed", ProblemKind.NOT_ALLOWED
    READING_NOT_ALLOWED = "reading_not_allowed", ProblemKind.NOT_ALLOWED
    SEARCHING_NOT_ALLOWED = "searching_not_allowed", ProblemKind.NOT_ALLOWED
    CERTIFICATE_REFUSED = "certificate_refused", ProblemKind.UNTRUSTED
    TLS_FAILED = "tls_failed", ProblemKind.UNTRUSTED
    TLS_SILENT = "tls_silent", ProblemKind.UNREACHABLE
    TRUST_STORE_UNUSABLE = "trust_store_unusable", ProblemKind.MISCONFIGURED
    DATABASE_MISSING = "database_missing", ProblemKind.MISCONFIGURED
    DATABASE_AMBIGUOUS = "database_ambiguous", ProblemKind.MISCONFIGURED
    COLLECTION_MISSING = "collection_missing", ProblemKind.MISCONFIGURED
    DRIVER_MISSING = "driver_missing", ProblemKind.MISCONFIGURED
    SERVER_TOO_OLD = "server_too_old", ProblemKind.MISCONFIGURED
    ENCRYPTION_NEEDED = "encryption_needed", ProblemKind.MISCONFIGURED
    REDIRECTED = "redirected", ProblemKind.MISCONFIGURED
    ANSWER_FOREIGN = "answer_foreign", ProblemKind.MISCONFIGURED
    SETTINGS_REFUSED = "settings_refused", ProblemKind.MISCONFIGURED
    SEARCH_SERVICE_MISSING = "search_service_missing", ProblemKind.MISCONFIGURED
    SEARCH_TURNED_OFF = "search_turned_off", ProblemKind.MISCONFIGURED
    SEARCH_NOT_OFFERED = "search_not_offered", ProblemKind.MISCONFIGURED
    INDEX_MISSING = "index_missing", ProblemKind.MISCONFIGURED
    KEY_INDEX_MISSING = "key_index_missing", ProblemKind.MISCONFIGURED
    RECORD_AMBIGUOUS = "record_ambiguous", ProblemKind.MISCONFIGURED
    INDEX_NOT_READY = "index_not_ready", ProblemKind.MISCONFIGURED
    LAYOUT_MISFIT = "layout_misfit", ProblemKind.MISCONFIGURED
    CHECKED_RECORD_MISSING = "checked_record_missing", ProblemKind.BAD_INPUT
    RECORD_DAMAGED = "record_damaged", ProblemKind.DAMAGED_DOCUMENT
    MATCHES_DAMAGED = "matches_damaged", ProblemKind.DAMAGED_DOCUMENT
    USERNAME_REFUSED = "username_refused", ProblemKind.BAD_INPUT
    SEARCH_REFUSED = "search_refused", ProblemKind.BAD_INPUT
    REQUEST_TOO_LONG = "request_too_long", ProblemKind.BAD_INPUT
    NOT_RECORDED = "not_recorded", ProblemKind.NOT_RECORDED
    # Of gateways. What is wrong with the store behind one, nobody at a desk can mend.
    RATE_LIMITED = "rate_limited", ProblemKind.BUSY
    REASON_NEEDED = "reason_needed", ProblemKind.NOT_RECORDED
    GATEWAY_NOT_RECORDED = "gateway_not_recorded", ProblemKind.NOT_RECORDED
    GATEWAY_MISSING = "gateway_missing", ProblemKind.MISCONFIGURED
    GATEWAY_TOO_OLD = "gateway_too_old", ProblemKind.MISCONFIGURED
    GATEWAY_TOO_NEW = "gateway_too_new", ProblemKind.MISCONFIGURED
    SEARCH_NOT_SERVED = "search_not_served", ProblemKind.MISCONFIGURED
    DETAILS_NOT_SERVED = "details_not_served", ProblemKind.MISCONFIGURED
    STORE_UNREACHABLE = "store_unreachable", ProblemKind.UNREACHABLE
    STORE_TIMED_OUT = "store_timed_out", ProblemKind.TIMED_OUT
    STORE_BUSY = "store_busy", ProblemKind.BUSY
    STORE_MISCONFIGURED = "store_misconfigured", ProblemKind.MISCONFIGURED
    STORE_AMBIGUOUS = "store_ambiguous", ProblemKind.MISCONFIGURED
    CANCELLED = "cancelled", ProblemKind.UNEXPECTED
    UNEXPECTED = "unexpected", ProblemKind.UNEXPECTED
    INTERNAL_ERROR = "internal_error", ProblemKind.UNEXPECTED


@dataclass(frozen=True)
class Problem:
    """A failed lookup on a connection, and why.

    ``cause`` is a fact for a ticket, such as the driver's exception type. ``values`` fill the
    placeholders of the sentences: a host, a port, the damaged fields. Only ``username`` and
    ``text`` may be a customer's, and they never appear in the details. ``at`` is local time.
    """

    reason: Reason
    connection: Connection = field(repr=False)
    cause: str = ""
    values: Mapping[str, object] = field(default_factory=dict, repr=False)
    at: datetime = field(default_factory=local_now, compare=False)

    @property
    def kind(self) -> ProblemKind:
        """The kind of problem."""
        return self.reason.kind

    @property
    def would_repeat(self) -> bool:
        """Whether the next lookup would fail in the same way, after the same wait."""
        if self.reason in (Reason.RECORD_AMBIGUOUS, Reason.STORE_AMBIGUOUS):
            return False  # it concerns one username alone
        return self.kind in WOULD_FAIL_AGAIN or self.reason is Reason.CANCELLED


class ProblemError(Exception):
    """Carries a problem up to the code that returns it as an outcome.

    With ``ends_source``, the source that raised it must not be asked again.
    """

    def __init__(self, problem: Problem, *, ends_source: bool = False) -> None:
        super().__init__(problem.kind.value)
        self.problem, self.ends_source = problem, ends_source


def refused_search(connection: Connection, kind: SearchKind) -> Problem | None:
    """Return why a connection cannot be searched in this way, or None if it can."""
    if Capability(kind) in connection.searches:
        return None
    if not connection.search and connection.kind.capabilities & SEARCHES:
        return Problem(Reason.SEARCH_TURNED_OFF, connection)
    return Problem(Reason.SEARCH_NOT_OFFERED, connection, values={"search": kind})
