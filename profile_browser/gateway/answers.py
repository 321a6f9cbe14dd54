"""Answers as they are sent."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import Response

from profile_browser.domain.audit import MISSING
from profile_browser.domain.gateway_api import REQUEST_ID_HEADER, GatewayReason
from profile_browser.domain.problem import Problem
from profile_browser.gateway import problems
from profile_browser.gateway.models import encoded
from profile_browser.gateway.problems import MEDIA_TYPE, RefusedRequestError
from profile_browser.gateway.request_context import HEADERS, new_request_id
from profile_browser.messages.gateway import NOT_HTTP, THE_STORE
from profile_browser.messages.problems import details

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.outcome import Found, Matches, Missing
    from profile_browser.gateway.request_context import RequestContext


def answer(content: str) -> Response:
    """Return the answer of a route, whose content is JSON."""
    return Response(content, media_type="application/json")


def answer_problem(
    context: RequestContext, outcome: Found | Matches | Missing | Problem
) -> Response:
    """Return the answer to a request whose outcome is a problem, or that nobody was found."""
    if isinstance(outcome, Problem):
        context.outcome, context.cause = outcome.reason, details(outcome)
        shown = outcome if context.identity else _for_strangers(outcome)
        return _problem(problems.of_store(shown, context.request_id))
    context.outcome = MISSING
    return _problem(problems.of_missing_user(context.request_id))


def answer_refusal(context: RequestContext, error: RefusedRequestError) -> Response:
    """Return the answer to a request that the gateway refuses."""
    context.outcome = error.reason
    response = _problem(problems.of_refusal(error, context.request_id))
    if "allow" in error.values:
        response.headers["Allow"] = str(error.values["allow"])
    return response


def answer_failure(context: RequestContext) -> Response:
    """Return the answer to a request at which the gateway failed."""
    content = problems.of_failure(context.request_id)
    context.outcome = str(content["reason"])
    return _problem(content)


def refusal_bytes(reason: GatewayReason, status: int) -> bytes:
    """Return a whole answer, for a request that does not reach the application."""
    request_id = new_request_id()
    content = problems.of_refusal(RefusedRequestError(reason, fault=NOT_HTTP), request_id)
    body = encoded({**content, "status": status}).encode()
    headers = [
        (b"content-type", MEDIA_TYPE.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
        (REQUEST_ID_HEADER.lower().encode(), request_id.encode()),
        *HEADERS,
    ]
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}".encode()]
    lines += [name + b": " + value for name, value in headers]
    return b"\r\n".join([*lines, b"", body])


def _for_strangers(problem: Problem) -> Problem:
    """Return a problem without the title of the connection, which needs a token."""
    return replace(problem, connection=replace(problem.connection, title=THE_STORE))


def _problem(content: Mapping[str, object]) -> Response:
    status = int(str(content["status"]))
    headers = {}
    if "retry_after" in content:
        headers["Retry-After"] = str(content["retry_after"])
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return Response(encoded(content), status, headers, MEDIA_TYPE)
