"""The outermost layer: it gives requests their id, and answers what the other layers raise."""

from __future__ import annotations

import logging
from asyncio import CancelledError
from typing import TYPE_CHECKING

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from profile_browser.domain.gateway_api import GatewayReason
from profile_browser.gateway.answers import answer_failure, answer_refusal
from profile_browser.gateway.problems import RefusedRequestError
from profile_browser.gateway.request_context import KEY, RequestContext
from profile_browser.messages.gateway import BODY_NOT_VALID, parameter_not_valid

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from profile_browser.gateway.services import Services

_log = logging.getLogger(__name__)
_REASONS = {
    404: GatewayReason.NOT_FOUND,
    405: GatewayReason.METHOD_NOT_ALLOWED,
    413: GatewayReason.REQUEST_TOO_LARGE,
}
# What a request may contain beside its path. Any other name is the caller's own.
_PARAMETERS = {"usernames", "text", "limit"}


class RequestContextMiddleware:
    """Gives each request an id, and each answer its headers, its log line and its count.

    Routing is on the path as it was sent, so that ``%2F`` is part of a username. HEAD is answered
    as GET; the server leaves the content out. What the other parts raise is answered as a problem.
    """

    def __init__(self, app: ASGIApp, services: Services, owner: object) -> None:
        self._app, self._services, self._owner = app, services, owner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        self._services.metrics.begin()
        context = RequestContext(scope, self._services)
        method: str = scope["method"]
        inner = {
            **scope,
            "app": self._owner,
            "method": "GET" if method == "HEAD" else method,
            "path": scope["raw_path"].decode("latin-1"),
            KEY: context,
        }
        try:
            await self._answer(context, inner, receive, context.sender(send))
        finally:
            context.route = getattr(inner.get("route"), "path", "")
            record = context.record(method)
            self._services.request_log.write(record)
            self._services.metrics.observe(record.route, record.outcome, record.seconds)

    async def _answer(
        self, context: RequestContext, scope: Scope, receive: Receive, send: Send
    ) -> None:
        try:
            await self._app(scope, receive, send)
        except (Exception, CancelledError) as error:  # uvicorn cancels what is left when it stops
            response = _response_to(error, context)
            if context.status:  # the answer has begun, so the server cuts it off
                raise
            await response(scope, receive, send)


def _response_to(error: BaseException, context: RequestContext) -> Response:
    """Return the answer to what another layer raised. The text of an unexpected error is secret."""
    match error:
        case RefusedRequestError():
            return answer_refusal(context, error)
        case CancelledError():
            return answer_refusal(context, RefusedRequestError(GatewayReason.GATEWAY_BUSY))
        case RequestValidationError():
            return answer_refusal(context, _not_valid(error))
        case HTTPException():
            return answer_refusal(context, _http_refusal(error))
        case _:
            _log.error("The gateway failed unexpectedly", exc_info=error)
            return answer_failure(context)


def _not_valid(error: RequestValidationError) -> RefusedRequestError:
    """Return that a parameter or the body is not valid, without what it contained."""
    place = error.errors()[0]["loc"][1:2]  # the first part says that it is in the query or body
    fault = parameter_not_valid(place[0]) if place and place[0] in _PARAMETERS else BODY_NOT_VALID
    return RefusedRequestError(GatewayReason.REQUEST_NOT_VALID, fault=fault)


def _http_refusal(error: HTTPException) -> RefusedRequestError:
    reason = _REASONS.get(error.status_code, GatewayReason.REQUEST_NOT_VALID)
    return RefusedRequestError(reason)
