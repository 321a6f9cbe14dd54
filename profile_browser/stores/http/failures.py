"""What the answers and failures of a server that speaks HTTP mean."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.problem import Problem, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from profile_browser.domain.connection import Connection


class Phase(NamedTuple):
    """What a request is for: what a lack of rights and a late answer mean."""

    not_allowed: Reason
    timed_out: Reason


READING = Phase(Reason.READING_NOT_ALLOWED, Reason.READ_TIMED_OUT)
SEARCHING = Phase(Reason.SEARCHING_NOT_ALLOWED, Reason.SEARCH_TIMED_OUT)


class Answer(NamedTuple):
    """The status of an answer, and its JSON value; bytes if the body is not JSON."""

    status: int
    value: object

    @property
    def is_success(self) -> bool:
        """Whether the server did what it was asked to do."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES


class Dialect(NamedTuple):
    """What a kind of store knows about its own failures.

    ``reason_of`` returns what an answer means, or None if its status says enough. ``error_of``
    returns the server's name for an error, without ids and texts. ``values_of`` returns the values
    for the sentences of a problem.
    """

    reason_of: Callable[[Answer], Reason | None]
    error_of: Callable[[Answer], str]
    values_of: Callable[[Reason, Connection], Mapping[str, object]]


def problem_of(answer: Answer, phase: Phase, dialect: Dialect, connection: Connection) -> Problem:
    """Return the problem for an answer that is not the wanted one."""
    reason = dialect.reason_of(answer) or _reason_of(answer.status, phase)
    cause = f"HTTP {answer.status} {dialect.error_of(answer)}".rstrip()
    return Problem(reason, connection, cause, dialect.values_of(reason, connection))


def _reason_of(status: int, phase: Phase) -> Reason:
    by_status: dict[int, Reason] = {
        HTTPStatus.UNAUTHORIZED: Reason.SIGN_IN_REFUSED,
        HTTPStatus.FORBIDDEN: phase.not_allowed,
        HTTPStatus.REQUEST_TIMEOUT: phase.timed_out,
        HTTPStatus.GATEWAY_TIMEOUT: phase.timed_out,
    }
    return by_status.get(status, Reason.UNEXPECTED)
