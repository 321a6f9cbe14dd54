"""A route of the gateway: who may take it, what it answers, and how it is described."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from fastapi.routing import APIRoute
from starlette.requests import Request

from profile_browser.domain.gateway_api import GatewayReason
from profile_browser.gateway.exchange import exchange_of
from profile_browser.gateway.guards import RefusedRequestError
from profile_browser.gateway.problems import MEDIA_TYPE
from profile_browser.messages.gateway import NOT_UTF8

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from pydantic import BaseModel
    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

    from profile_browser.domain.gateway_api import Right
    from profile_browser.gateway.exchange import Exchange

PROBLEM_SCHEMA = "Problem"
TOKEN_SCHEME = "token"  # noqa: S105 - the name of a security scheme
# The path of each route for POST is one for GET, too.
_ALLOWED = {"GET": "GET, HEAD", "POST": "GET, HEAD, POST"}
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "A problem",
        "content": {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{PROBLEM_SCHEMA}"}}},
    }
}


class Route(APIRoute):
    """A route of FastAPI that checks first who asks.

    An endpoint that takes the request and texts of the path alone is called without FastAPI's own
    validation: it would find nothing, and takes twice as long as all the rest.
    """

    def __init__(
        self,
        path: str,
        endpoint: Callable[..., Awaitable[Response]],
        answer: type[BaseModel],
        right: Right | None = None,
        *,
        method: str = "GET",
    ) -> None:
        super().__init__(
            path,
            endpoint,
            methods={method},
            response_model=None,
            responses={200: {"model": answer}, **_PROBLEMS},
            openapi_extra={"security": [{TOKEN_SCHEME: []}]} if right else None,
        )
        self.right, self._method = right, method
        has_parameters = self.dependant.query_params or self.dependant.body_params
        if not has_parameters:
            self.app = self._call

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request. Raises RefusedRequestError."""
        if scope["method"] != self._method:
            allow = _ALLOWED[self._method]
            raise RefusedRequestError(GatewayReason.METHOD_NOT_ALLOWED, allow=allow)
        if self.right:
            request = Request(scope)
            await admit(exchange_of(request), request, self.right)
        decoded(scope["query_string"])
        await self.app(scope, receive, send)

    async def _call(self, scope: Scope, receive: Receive, send: Send) -> None:
        texts = {name: decoded(text) for name, text in scope["path_params"].items()}
        response = await self.endpoint(Request(scope, receive), **texts)
        await response(scope, receive, send)


async def admit(exchange: Exchange, request: Request, right: Right | None = None) -> None:
    """Find out who asks, count the request, and check the right. Raises RefusedRequestError."""
    services = exchange.services
    authorization = request.headers.get("authorization")
    exchange.identity = identity = await services.authenticator.identify(authorization)
    if seconds := services.rate_limiter.take(identity):
        raise RefusedRequestError(GatewayReason.RATE_LIMITED, retry_after=seconds)
    if right is not None and right not in identity.may:
        raise RefusedRequestError(GatewayReason.RIGHT_MISSING, right=right.value)


def decoded(encoded: str | bytes) -> str:
    """Return percent-encoded text. Raises RefusedRequestError if it is not strict UTF-8."""
    try:
        return unquote_to_bytes(encoded).decode()
    except UnicodeDecodeError:
        raise RefusedRequestError(GatewayReason.REQUEST_NOT_VALID, fault=NOT_UTF8) from None
