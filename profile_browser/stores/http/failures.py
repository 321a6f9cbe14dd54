"""What the answers and failures of a server that speaks HTTP mean."""

from __future__ import annotations

import re
from http import HTTPStatus
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.problem import Problem, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from profile_browser.domain.connection import Connection


_NOTHING: Mapping[str, str] = MappingProxyType({})
# Such as forbidden, index_not_found_exception, or errorNum 1203.
_ERROR_NAME = re.compile(r"\w{1,80}( \d{1,10})?", re.ASCII)


class Phase(NamedTuple):
    """What a request is for: what a lack of rights and a late answer mean."""

    not_allowed: Reason
    timed_out: Reason


READING = Phase(Reason.READING_NOT_ALLOWED, Reason.READ_TIMED_OUT)
# Where one right opens the place and reads all of it. The server does not say whether the place
# exists to an account without this right.
OPENING = Phase(Reason.DATABASE_NOT_ALLOWED, Reason.DATABASE_TIMED_OUT)
OPEN_AND_READ = READING._replace(not_allowed=OPENING.not_allowed)
SEARCHING = Phase(Reason.SEARCHING_NOT_ALLOWED, Reason.SEARCH_TIMED_OUT)


class Answer(NamedTuple):
    """The status of an answer, and its JSON value; bytes if the body is not JSON.

    ``elsewhere`` is the origin that a redirect leads to, without a path, which may have an id.
    ``headers`` are those that the dialect wants, as far as the answer has them.
    """

    status: int
    value: object
    elsewhere: str = ""
    headers: Mapping[str, str] = _NOTHING

    @property
    def is_success(self) -> bool:
        """Whether the server did what it was asked to do."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES


def _no_facts(_: Answer) -> Mapping[str, object]:
    return _NOTHING


class Dialect(NamedTuple):
    """What a kind of store knows about its own failures.

    ``reason_of`` returns what an answer in JSON means in a phase, or None if its status says
    enough. ``error_of`` returns the server's name for an error, without ids and texts.
    ``values_of`` returns the values for the sentences of a problem, and ``facts_of`` those that an
    answer itself has. ``headers`` are the names of headers that these read.
    """

    reason_of: Callable[[Answer, Phase], Reason | None]
    error_of: Callable[[Answer], str]
    values_of: Callable[[Reason, Connection], Mapping[str, object]]
    facts_of: Callable[[Answer], Mapping[str, object]] = _no_facts
    headers: tuple[str, ...] = ()


def problem_of(answer: Answer, phase: Phase, dialect: Dialect, connection: Connection) -> Problem:
    """Return the problem for an answer that is not the wanted one."""
    is_json = not isinstance(answer.value, bytes)
    error = _error_of(answer, dialect)
    known = dialect.reason_of(answer, phase) if is_json else None
    reason = known or _reason_of(answer, phase, error)
    cause = f"HTTP {answer.status} {answer.elsewhere or error}".rstrip()
    values = {**dialect.values_of(reason, connection), **dialect.facts_of(answer)}
    return Problem(reason, connection, cause, values)


def _error_of(answer: Answer, dialect: Dialect) -> str:
    """Return the server's name for an error. Anything else than a name may have ids and texts."""
    name = dialect.error_of(answer)
    return name if _ERROR_NAME.fullmatch(name) else ""


def _reason_of(answer: Answer, phase: Phase, error: str) -> Reason:
    if answer.status in _REASONS:
        return _REASONS[answer.status]
    if HTTPStatus.MULTIPLE_CHOICES <= answer.status < HTTPStatus.BAD_REQUEST:
        return Reason.REDIRECTED
    if answer.is_success or _is_foreign(answer, error):
        return Reason.ANSWER_FOREIGN
    return phase.not_allowed if answer.status == HTTPStatus.FORBIDDEN else Reason.UNEXPECTED


def _is_foreign(answer: Answer, error: str) -> bool:
    """Return whether a refusal is not the store's own: these are JSON, and name the error."""
    is_refusal = answer.status < HTTPStatus.INTERNAL_SERVER_ERROR
    return isinstance(answer.value, bytes) or (is_refusal and not error)


# A proxy in front of the server may send these, with a page of its own.
_REASONS: dict[int, Reason] = {
    HTTPStatus.UNAUTHORIZED: Reason.SIGN_IN_REFUSED,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Reason.REQUEST_TOO_LONG,
    HTTPStatus.REQUEST_URI_TOO_LONG: Reason.REQUEST_TOO_LONG,
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: Reason.REQUEST_TOO_LONG,
    HTTPStatus.TOO_MANY_REQUESTS: Reason.SERVER_OVERLOADED,
    HTTPStatus.REQUEST_TIMEOUT: Reason.SERVER_UNAVAILABLE,
    HTTPStatus.BAD_GATEWAY: Reason.SERVER_UNAVAILABLE,
    HTTPStatus.SERVICE_UNAVAILABLE: Reason.SERVER_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT: Reason.SERVER_UNAVAILABLE,
}
