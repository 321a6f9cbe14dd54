"""Answers as they are sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.responses import Response

from profile_browser.domain.audit import MISSING
from profile_browser.domain.problem import Problem
from profile_browser.gateway import problems
from profile_browser.gateway.models import encoded
from profile_browser.gateway.problems import MEDIA_TYPE
from profile_browser.messages.gateway import THE_STORE
from profile_browser.messages.problems import details

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.outcome import Found, Matches, Missing
    from profile_browser.gateway.exchange import Exchange
    from profile_browser.gateway.guards import RefusedRequestError

ANSWERED = "answered"  # the outcome of a request that concerns nobody
_UNAUTHORIZED = 401


def answer(content: str) -> Response:
    """Return the answer of a route, whose content is JSON."""
    return Response(content, media_type="application/json")


def answer_problem(exchange: Exchange, outcome: Found | Matches | Missing | Problem) -> Response:
    """Return the answer to a request whose outcome is a problem, or that nobody was found."""
    if isinstance(outcome, Problem):
        exchange.outcome, exchange.cause = outcome.reason, details(outcome)
        shown = outcome if exchange.identity else _for_strangers(outcome)
        return _problem(problems.of_store(shown, exchange.request_id))
    exchange.outcome = MISSING
    return _problem(problems.of_missing_user(exchange.request_id))


def answer_refusal(exchange: Exchange, error: RefusedRequestError) -> Response:
    """Return the answer to a request that the gateway refuses."""
    exchange.outcome = error.reason
    response = _problem(problems.of_refusal(error, exchange.request_id))
    if "allow" in error.values:
        response.headers["Allow"] = str(error.values["allow"])
    return response


def answer_failure(exchange: Exchange) -> Response:
    """Return the answer to a request at which the gateway failed."""
    content = problems.of_failure(exchange.request_id)
    exchange.outcome = str(content["reason"])
    return _problem(content)


def _for_strangers(problem: Problem) -> Problem:
    """Return a problem without the title of the connection, which needs a token."""
    return replace(problem, connection=replace(problem.connection, title=THE_STORE))


def _problem(content: Mapping[str, object]) -> Response:
    status = int(str(content["status"]))
    headers = {}
    if "retry_after" in content:
        headers["Retry-After"] = str(content["retry_after"])
    if status == _UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return Response(encoded(content), status, headers, MEDIA_TYPE)
