"""Problems as RFC 9457 writes them, with the program's own reasons and sentences."""

from __future__ import annotations

from math import ceil
from string import Formatter
from typing import TYPE_CHECKING

from profile_browser.domain.gateway_api import PROBLEM_TYPE, GatewayReason
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.messages import gateway as wording
from profile_browser.messages.plain_text import in_seconds
from profile_browser.messages.problem_wordings import WORDINGS
from profile_browser.messages.problems import next_step, summary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.messages.gateway import RequestWording

MEDIA_TYPE = "application/problem+json"

STATUS_OF_KIND: Mapping[ProblemKind, int] = {
    ProblemKind.BAD_INPUT: 422,
    ProblemKind.DAMAGED_DOCUMENT: 502,
    ProblemKind.UNREACHABLE: 503,
    ProblemKind.BUSY: 503,
    ProblemKind.MISCONFIGURED: 503,
    ProblemKind.UNTRUSTED: 503,
    ProblemKind.NOT_RECORDED: 503,
    ProblemKind.WRONG_SIGN_IN: 503,
    ProblemKind.NOT_ALLOWED: 503,
    ProblemKind.TIMED_OUT: 504,
    ProblemKind.UNEXPECTED: 500,
}
_REFUSED = ProblemKind.BAD_INPUT
REFUSAL_OF: Mapping[GatewayReason, tuple[int, ProblemKind]] = {
    GatewayReason.TOKEN_MISSING: (401, ProblemKind.WRONG_SIGN_IN),
    GatewayReason.TOKEN_REFUSED: (401, ProblemKind.WRONG_SIGN_IN),
    GatewayReason.TOKEN_EXPIRED: (401, ProblemKind.WRONG_SIGN_IN),
    GatewayReason.SIGN_IN_UNAVAILABLE: (503, ProblemKind.MISCONFIGURED),
    GatewayReason.RIGHT_MISSING: (403, ProblemKind.NOT_ALLOWED),
    GatewayReason.RATE_LIMITED: (429, ProblemKind.BUSY),
    GatewayReason.GATEWAY_BUSY: (503, ProblemKind.BUSY),
    GatewayReason.REASON_MISSING: (400, ProblemKind.NOT_RECORDED),
    GatewayReason.DETAILS_NOT_KEPT: (404, ProblemKind.MISCONFIGURED),
    GatewayReason.REQUEST_NOT_VALID: (422, _REFUSED),
    GatewayReason.REQUEST_TOO_LARGE: (413, _REFUSED),
    GatewayReason.REQUEST_TIMED_OUT: (408, ProblemKind.TIMED_OUT),
    GatewayReason.NOT_FOUND: (404, ProblemKind.MISCONFIGURED),
    GatewayReason.METHOD_NOT_ALLOWED: (405, _REFUSED),
}
# What a caller may know of the store: anything else in a sentence is for the administrator. Of a
# problem with what was asked, also why it is refused; else that is about the connection's settings.
_PUBLIC = frozenset({"connection", "damage", "username", "text", "obstacle", "ways"})
_PUBLIC_IF_ASKED = _PUBLIC | {"refusal"}


class RefusedRequestError(Exception):
    """A request that the gateway refuses by itself.

    ``retry_after`` is in seconds; 0 if waiting does not help. ``values`` fill the placeholders of
    the reason's sentences in ``messages/gateway.py``. They name no person and no token.
    """

    def __init__(
        self, reason: GatewayReason, *, retry_after: float = 0.0, **values: object
    ) -> None:
        super().__init__(reason.value)
        self.reason, self.retry_after, self.values = reason, retry_after, values


def of_store(problem: Problem, request_id: str) -> dict[str, object]:
    """Return a problem of the store without what only its administrator may know."""
    wording_ = _public_wording(problem)
    content = _content(
        problem.reason, problem.kind, STATUS_OF_KIND[problem.kind], wording_, request_id
    )
    fields = problem.values.get("fields")
    if isinstance(fields, tuple):
        content["fields"] = list(fields)
    return content


def of_refusal(error: RefusedRequestError, request_id: str) -> dict[str, object]:
    """Return why the gateway refuses a request by itself."""
    status, kind = REFUSAL_OF[error.reason]
    seconds = ceil(error.retry_after)
    title, detail = wording.REFUSALS[error.reason]
    values = {"wait": in_seconds(seconds), "fault": "", "right": "", **error.values}
    sentences = wording.RequestWording(title, detail.format_map(values))
    content = _content(error.reason, kind, status, sentences, request_id)
    return {**content, "retry_after": seconds} if seconds else content


def of_missing_user(request_id: str) -> dict[str, object]:
    """Return that nobody has the username that was asked for.

    Its kind is not that of a route that does not exist, so that a desk can tell them apart.
    """
    return _content(GatewayReason.NOT_FOUND, _REFUSED, 404, wording.USER_MISSING, request_id)


def of_failure(request_id: str) -> dict[str, object]:
    """Return that the gateway itself failed."""
    sentences = wording.STORE_PROBLEMS[ProblemKind.UNEXPECTED]
    return _content(Reason.UNEXPECTED, ProblemKind.UNEXPECTED, 500, sentences, request_id)


def _content(
    reason: str, kind: ProblemKind, status: int, sentences: RequestWording, request_id: str
) -> dict[str, object]:
    return {
        "type": f"{PROBLEM_TYPE}{reason}",
        "title": sentences.title,
        "status": status,
        "detail": sentences.detail,
        "reason": str(reason),
        "kind": kind.value,
        "request_id": request_id,
    }


def _public_wording(problem: Problem) -> RequestWording:
    own = WORDINGS[problem.reason]
    named = {name for _, name, _, _ in Formatter().parse(own.summary + own.next_step) if name}
    if named <= (_PUBLIC_IF_ASKED if problem.kind is ProblemKind.BAD_INPUT else _PUBLIC):
        return wording.RequestWording(summary(problem), next_step(problem))
    title, detail = wording.STORE_PROBLEMS[problem.kind]
    return wording.RequestWording(title.format(connection=problem.connection.title), detail)
