"""What a gateway's problems mean at a desk.

Some are the caller's own, such as a token that is refused. Those of the store behind a gateway are
told apart from them: nobody at a desk could mend one by another token.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from profile_browser.domain.gateway_api import (
    API_VERSION,
    API_VERSION_HEADER,
    REQUEST_ID_HEADER,
    GatewayReason,
    Right,
)
from profile_browser.domain.problem import ProblemKind, Reason
from profile_browser.domain.refusal import Refusal, RefusalKind
from profile_browser.stores.http.failures import SEARCHING, Answer, Dialect, Phase
from profile_browser.stores.json_values import part_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.connection import Connection

_REQUEST_ID = re.compile(r"[0-9A-Za-z-]{1,64}")
_VERSION = re.compile(r"[0-9]{1,9}")
_FIELD_NAME = re.compile(r"[a-z_]{1,60}")
_LONGEST_WAIT, _USUAL_WAIT = 86_400, 60  # seconds
# What a proxy in front of a gateway sends with a page of its own.
_OF_PROXIES = {
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.REQUEST_URI_TOO_LONG,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
}
_REASONS: Mapping[str, Reason] = {
    GatewayReason.TOKEN_MISSING: Reason.SIGN_IN_REFUSED,
    GatewayReason.TOKEN_REFUSED: Reason.SIGN_IN_REFUSED,
    GatewayReason.TOKEN_EXPIRED: Reason.TOKEN_EXPIRED,
    GatewayReason.RATE_LIMITED: Reason.RATE_LIMITED,
    GatewayReason.SIGN_IN_UNAVAILABLE: Reason.SERVER_UNAVAILABLE,
    GatewayReason.GATEWAY_BUSY: Reason.SERVER_OVERLOADED,
    GatewayReason.REQUEST_TOO_LARGE: Reason.REQUEST_TOO_LONG,
    GatewayReason.REQUEST_TIMED_OUT: Reason.SERVER_UNAVAILABLE,
    GatewayReason.METHOD_NOT_ALLOWED: Reason.ANSWER_FOREIGN,
    GatewayReason.NOT_FOUND: Reason.ANSWER_FOREIGN,  # of a user, that is no problem
    GatewayReason.REASON_MISSING: Reason.REASON_NEEDED,
    GatewayReason.DETAILS_NOT_KEPT: Reason.DETAILS_NOT_SERVED,
    Reason.SEARCH_TURNED_OFF: Reason.SEARCH_NOT_SERVED,
    Reason.SEARCH_NOT_OFFERED: Reason.SEARCH_NOT_SERVED,
    # Usernames can still be looked up.
    Reason.SEARCH_SERVICE_MISSING: Reason.SEARCH_NOT_SERVED,
    Reason.SEARCHING_NOT_ALLOWED: Reason.SEARCH_NOT_SERVED,  # to the gateway's own account
    Reason.INDEX_MISSING: Reason.SEARCH_NOT_SERVED,
    Reason.INDEX_NOT_READY: Reason.SEARCH_NOT_SERVED,
    Reason.REQUEST_TOO_LONG: Reason.REQUEST_TOO_LONG,
    Reason.RECORD_AMBIGUOUS: Reason.STORE_AMBIGUOUS,
}
# What depends on what was asked for: for a lookup, and for a search.
_REASONS_BY_PHASE: Mapping[object, tuple[Reason, Reason]] = {
    GatewayReason.REQUEST_NOT_VALID: (Reason.USERNAME_REFUSED, Reason.SEARCH_REFUSED),
    GatewayReason.RIGHT_MISSING: (Reason.READING_NOT_ALLOWED, Reason.SEARCHING_NOT_ALLOWED),
    ProblemKind.BAD_INPUT: (Reason.USERNAME_REFUSED, Reason.SEARCH_REFUSED),
    ProblemKind.DAMAGED_DOCUMENT: (Reason.RECORD_DAMAGED, Reason.MATCHES_DAMAGED),
}
# The store behind a gateway, and what a newer gateway has reasons of its own for.
_REASONS_BY_KIND: Mapping[ProblemKind | None, Reason] = {
    ProblemKind.UNREACHABLE: Reason.STORE_UNREACHABLE,
    ProblemKind.TIMED_OUT: Reason.STORE_TIMED_OUT,
    ProblemKind.BUSY: Reason.STORE_BUSY,
    ProblemKind.MISCONFIGURED: Reason.STORE_MISCONFIGURED,
    ProblemKind.UNTRUSTED: Reason.STORE_MISCONFIGURED,
    ProblemKind.WRONG_SIGN_IN: Reason.STORE_MISCONFIGURED,
    ProblemKind.NOT_ALLOWED: Reason.STORE_MISCONFIGURED,
    ProblemKind.NOT_RECORDED: Reason.GATEWAY_NOT_RECORDED,
}
_ROLES = {
    Reason.READING_NOT_ALLOWED: Right.LOOKUP,
    Reason.SEARCHING_NOT_ALLOWED: Right.SEARCH,
}
# For a sentence about what was asked for, where nothing was.
_NOTHING_ASKED = {
    "username": "",
    "text": "",
    "refusal": Refusal(RefusalKind.REFUSED_BY_GATEWAY),
}


def misplaced(answer: Answer) -> Reason | None:
    """Return why an answer is not one of a gateway of this version, or None if it may be one.

    A redirect and the pages of a proxy are none either; their status says enough.
    """
    version = answer.headers.get(API_VERSION_HEADER, "")
    if _VERSION.fullmatch(version):
        newer = int(version) > API_VERSION
        other = Reason.GATEWAY_TOO_NEW if newer else Reason.GATEWAY_TOO_OLD
        return None if int(version) == API_VERSION else other
    is_redirect = HTTPStatus.MULTIPLE_CHOICES <= answer.status < HTTPStatus.BAD_REQUEST
    return None if is_redirect or answer.status in _OF_PROXIES else Reason.GATEWAY_MISSING


def is_missing(answer: Answer) -> bool:
    """Return whether a gateway says that nobody has the username that it was asked for."""
    return answer.status == HTTPStatus.NOT_FOUND and _error_of(answer) == GatewayReason.NOT_FOUND


def problem_in(answer: Answer, problem: Mapping[str, object]) -> Answer:
    """Return a problem inside an answer as if it were the answer to a request of its own."""
    status = problem.get("status")
    known = status if isinstance(status, int) else HTTPStatus.INTERNAL_SERVER_ERROR
    return answer._replace(status=known, value=problem)


def _reason_of(answer: Answer, phase: Phase) -> Reason | None:
    """Return what a problem means; None if it is not one of a gateway."""
    reason, kind = _error_of(answer), _kind_of(answer)
    if API_VERSION_HEADER not in answer.headers or not reason:
        return None
    if reason in _REASONS:
        return _REASONS[reason]
    if answer.status == HTTPStatus.UNAUTHORIZED:
        return Reason.SIGN_IN_REFUSED
    if answer.status == HTTPStatus.FORBIDDEN:
        return phase.not_allowed
    by_phase = _REASONS_BY_PHASE.get(reason) or _REASONS_BY_PHASE.get(kind)
    if by_phase is not None:
        return by_phase[phase is SEARCHING]
    return _REASONS_BY_KIND.get(kind, Reason.UNEXPECTED)


def _error_of(answer: Answer) -> str:
    reason = part_of(answer.value, "reason")
    return reason if isinstance(reason, str) else ""


def _kind_of(answer: Answer) -> ProblemKind | None:
    kind = part_of(answer.value, "kind")
    return next((each for each in ProblemKind if each == kind), None)


def _values_of(reason: Reason, _: Connection) -> dict[str, object]:
    """Return the values for the sentences of a problem."""
    role = {"role": _ROLES[reason].value} if reason in _ROLES else {}
    return {**_NOTHING_ASKED, **role}


def _facts_of(answer: Answer) -> dict[str, object]:
    """Return what an answer says for the sentences and the details, as far as it is valid."""
    request_id = answer.headers.get(REQUEST_ID_HEADER, "")
    return {
        "request_id": request_id if _REQUEST_ID.fullmatch(request_id) else "",
        "retry_after": _seconds_in(part_of(answer.value, "retry_after")),
        "fields": _names_in(part_of(answer.value, "fields")),
        "behind": _kind_of(answer),
    }


def _seconds_in(value: object) -> int:
    if isinstance(value, int) and 1 <= value <= _LONGEST_WAIT and value is not True:
        return value
    return _USUAL_WAIT


def _names_in(value: object) -> tuple[str, ...]:
    names = value if isinstance(value, list) else []
    return tuple(name for name in names if isinstance(name, str) and _FIELD_NAME.fullmatch(name))


DIALECT = Dialect(
    _reason_of,
    _error_of,
    _values_of,
    _facts_of,
    headers=(API_VERSION_HEADER, REQUEST_ID_HEADER),
)
