"""A route of the gateway: who may take it, what it answers, and how it is described."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware
from fastapi.routing import APIRoute
from starlette.datastructures import Headers
from starlette.requests import Request

from profile_browser.domain.gateway_api import GatewayReason
from profile_browser.gateway.models import ProblemModel
from profile_browser.gateway.problems import MEDIA_TYPE, RefusedRequestError
from profile_browser.gateway.request_context import context_of
from profile_browser.messages.gateway import NOT_UTF8

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from pydantic import BaseModel
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from profile_browser.domain.gateway_api import Right

PROBLEM_SCHEMA = ProblemModel.__name__
TOKEN_SCHEME = "token"  # noqa: S105 - the name of a security scheme
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "A problem",
        "content": {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{PROBLEM_SCHEMA}"}}},
    }
}


class Route(APIRoute):
    """A route of FastAPI that checks first who asks.

    With a ``body``, the method is POST, and the endpoint reads and counts the content. An endpoint
    that takes the request and texts of the path alone is called without FastAPI's own validation:
    it would find nothing, and takes twice as long as all the rest.
    """

    def __init__(
        self,
        path: str,
        endpoint: Callable[..., Awaitable[Response]],
        answer: type[BaseModel],
        right: Right | None = None,
        body: type[BaseModel] | None = None,
    ) -> None:
        self.method = "POST" if body else "GET"
        super().__init__(
            path,
            endpoint,
            methods={self.method},
            response_model=None,
            responses={200: {"model": answer}, **_PROBLEMS},
            openapi_extra={
                **({"security": [{TOKEN_SCHEME: []}]} if right else {}),
                **({"requestBody": _described(body)} if body else {}),
            },
        )
        self.right, self.body = right, body
        has_parameters = bool(self.dependant.query_params)
        self.app = AsyncExitStackMiddleware(self.app) if has_parameters else self._call

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request. Raises RefusedRequestError."""
        if self.right:
            await self._admit(scope, self.right)
        decoded(scope["query_string"])
        await self.app(scope, receive, send)

    async def _admit(self, scope: Scope, right: Right) -> None:
        context = context_of(scope)
        identity = await context.identify(Headers(scope=scope).get("Authorization"))
        is_allowed = right in identity.may
        if not (self.body and is_allowed):
            context.count()
        if not is_allowed:
            raise RefusedRequestError(GatewayReason.RIGHT_MISSING, right=right.value)

    async def _call(self, scope: Scope, receive: Receive, send: Send) -> None:
        texts = {name: decoded(text) for name, text in scope["path_params"].items()}
        response = await self.endpoint(Request(scope, receive), **texts)
        await response(scope, receive, send)


class Router:
    """Takes the first route that fits; all else is left to FastAPI's own router.

    That one takes three times as long, because it knows many more kinds of routes.
    """

    def __init__(self, routes: Sequence[Route], others: ASGIApp) -> None:
        self._routes, self._others = routes, others

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request. Raises RefusedRequestError."""
        if scope["type"] != "http":
            await self._others(scope, receive, send)
            return
        methods = set()
        for route in self._routes:
            if found := route.path_regex.match(scope["path"]):
                if route.method == scope["method"]:
                    scope["route"], scope["path_params"] = route, found.groupdict()
                    await route.handle(scope, receive, send)
                    return
                methods.add(route.method)
        if methods:
            raise _method_refused(methods)
        await self._others(scope, receive, send)


def _method_refused(methods: set[str]) -> RefusedRequestError:
    """Return the refusal that names the methods of a path. GET stands for HEAD, too."""
    allowed = sorted(methods | {"HEAD"} if "GET" in methods else methods)
    return RefusedRequestError(GatewayReason.METHOD_NOT_ALLOWED, allow=", ".join(allowed))


def decoded(encoded: str | bytes) -> str:
    """Return percent-encoded text. Raises RefusedRequestError if it is not strict UTF-8."""
    try:
        return unquote_to_bytes(encoded).decode()
    except UnicodeDecodeError:
        raise RefusedRequestError(GatewayReason.REQUEST_NOT_VALID, fault=NOT_UTF8) from None


def _described(body: type[BaseModel]) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{body.__name__}"}
    return {"required": True, "content": {"application/json": {"schema": schema}}}
