"""Why there is no answer: kinds and values. The sentences about them are in ``messages/``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.connection import Connection


class ProblemKind(StrEnum):
    """What sort of problem it is, which decides what the program does about it."""

    NOT_ALLOWED = "not_allowed"
    WRONG_SIGN_IN = "wrong_sign_in"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    DAMAGED_DOCUMENT = "damaged_document"
    BAD_INPUT = "bad_input"
    MISCONFIGURED = "misconfigured"
    NOT_RECORDED = "not_recorded"
    UNEXPECTED = "unexpected"


class Reason(StrEnum):
    """What exactly went wrong, which decides what a person reads."""

    HOST_UNKNOWN = "host_unknown"
    PORT_CLOSED = "port_closed"
    PORT_SILENT = "port_silent"
    CONNECT_TIMED_OUT = "connect_timed_out"
    READ_TIMED_OUT = "read_timed_out"
    SEARCH_TIMED_OUT = "search_timed_out"
    SIGN_IN_REFUSED = "sign_in_refused"
    PASSWORD_MISSING = "password_missing"  # noqa: S105 - a reason, and no password
    DATABASE_NOT_ALLOWED = "database_not_allowed"
    READING_NOT_ALLOWED = "reading_not_allowed"
    SEARCHING_NOT_ALLOWED = "searching_not_allowed"
    CERTIFICATE_REFUSED = "certificate_refused"
    TLS_FAILED = "tls_failed"
    TRUST_STORE_UNUSABLE = "trust_store_unusable"
    DATABASE_MISSING = "database_missing"
    COLLECTION_MISSING = "collection_missing"
    SETTINGS_REFUSED = "settings_refused"
    SEARCH_SERVICE_MISSING = "search_service_missing"
    SEARCH_TURNED_OFF = "search_turned_off"
    INDEX_MISSING = "index_missing"
    RECORD_DAMAGED = "record_damaged"
    MATCHES_DAMAGED = "matches_damaged"
    USERNAME_REFUSED = "username_refused"
    SEARCH_REFUSED = "search_refused"
    NOT_RECORDED = "not_recorded"
    CALLED_OFF = "called_off"
    UNEXPECTED = "unexpected"
    INTERNAL_ERROR = "internal_error"


_KINDS: Mapping[ProblemKind, tuple[Reason, ...]] = {
    ProblemKind.UNREACHABLE: (Reason.HOST_UNKNOWN, Reason.PORT_CLOSED, Reason.PORT_SILENT),
    ProblemKind.TIMED_OUT: (
        Reason.CONNECT_TIMED_OUT,
        Reason.READ_TIMED_OUT,
        Reason.SEARCH_TIMED_OUT,
    ),
    ProblemKind.WRONG_SIGN_IN: (Reason.SIGN_IN_REFUSED, Reason.PASSWORD_MISSING),
    ProblemKind.NOT_ALLOWED: (
        Reason.DATABASE_NOT_ALLOWED,
        Reason.READING_NOT_ALLOWED,
        Reason.SEARCHING_NOT_ALLOWED,
    ),
    ProblemKind.MISCONFIGURED: (
        Reason.CERTIFICATE_REFUSED,
        Reason.TLS_FAILED,
        Reason.TRUST_STORE_UNUSABLE,
        Reason.DATABASE_MISSING,
        Reason.COLLECTION_MISSING,
        Reason.SETTINGS_REFUSED,
        Reason.SEARCH_SERVICE_MISSING,
        Reason.SEARCH_TURNED_OFF,
        Reason.INDEX_MISSING,
    ),
    ProblemKind.DAMAGED_DOCUMENT: (Reason.RECORD_DAMAGED, Reason.MATCHES_DAMAGED),
    ProblemKind.BAD_INPUT: (Reason.USERNAME_REFUSED, Reason.SEARCH_REFUSED),
    ProblemKind.NOT_RECORDED: (Reason.NOT_RECORDED,),
    ProblemKind.UNEXPECTED: (Reason.CALLED_OFF, Reason.UNEXPECTED, Reason.INTERNAL_ERROR),
}
_KIND_OF = {reason: kind for kind, reasons in _KINDS.items() for reason in reasons}


def _now() -> datetime:
    return datetime.now().astimezone()


@dataclass(frozen=True)
class Problem:
    """No answer from a connection, and why.

    ``cause`` is a fact for a ticket, such as the driver's exception type. ``values`` are what the
    sentences name: a host, a port, the fields that are damaged. Of these only ``username`` and
    ``text`` may be a customer's, and they never reach the details. ``at`` is local time.
    """

    reason: Reason
    connection: Connection = field(repr=False)
    cause: str = ""
    values: Mapping[str, object] = field(default_factory=dict, repr=False)
    at: datetime = field(default_factory=_now, compare=False)

    @property
    def kind(self) -> ProblemKind:
        """What sort of problem it is."""
        return _KIND_OF[self.reason]


class ProblemError(Exception):
    """A problem on its way up to the place that makes an outcome of it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.kind.value)
        self.problem = problem
