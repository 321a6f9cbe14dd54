"""A problem of each kind, for tests."""

from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.domain.refusal import Refusal, RefusalKind
from tests.unit.helpers.people import CLUSTER

_REASONS = {
    ProblemKind.NOT_ALLOWED: Reason.READING_NOT_ALLOWED,
    ProblemKind.WRONG_SIGN_IN: Reason.SIGN_IN_REFUSED,
    ProblemKind.UNREACHABLE: Reason.PORT_CLOSED,
    ProblemKind.TIMED_OUT: Reason.READ_TIMED_OUT,
    ProblemKind.BUSY: Reason.SERVER_OVERLOADED,
    ProblemKind.DAMAGED_DOCUMENT: Reason.RECORD_DAMAGED,
    ProblemKind.BAD_INPUT: Reason.USERNAME_REFUSED,
    ProblemKind.MISCONFIGURED: Reason.INDEX_MISSING,
    ProblemKind.UNTRUSTED: Reason.CERTIFICATE_REFUSED,
    ProblemKind.NOT_RECORDED: Reason.NOT_RECORDED,
    ProblemKind.UNEXPECTED: Reason.UNEXPECTED,
}
_VALUES: dict[str, object] = {
    "host": "db1.example.com", "port": 11207, "noun": "bucket", "database": "travel",
    "role": "data_reader", "username": "johndoe",
    "refusal": Refusal(RefusalKind.EMPTY_USERNAME),
}  # fmt: skip


def problem_of(
    kind: ProblemKind, connection: Connection = CLUSTER, cause: str = "Marked cause"
) -> Problem:
    """Return a problem of this kind."""
    values = _VALUES | ({"fields": ("email",)} if kind is ProblemKind.DAMAGED_DOCUMENT else {})
    return Problem(_REASONS[kind], connection, cause, values)


def reason_of(outcome: object) -> Reason:
    """Return the reason of a problem. Anything else fails the test."""
    assert isinstance(outcome, Problem), outcome
    return outcome.reason
