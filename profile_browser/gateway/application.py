"""The ASGI application: its routes, and its answers to what is no route."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from profile_browser import __version__
from profile_browser.domain.gateway_api import GatewayReason
from profile_browser.gateway import problems
from profile_browser.gateway.answers import problem_answer
from profile_browser.gateway.exchange import ExchangeMiddleware, exchange_of
from profile_browser.gateway.guards import RefusedRequestError
from profile_browser.gateway.routes import health, users

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp

    from profile_browser.gateway.services import Services

_METHOD_NOT_ALLOWED = 405


def make_app(services: Services) -> ASGIApp:
    """Return the application."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        services.store.close()

    app = FastAPI(
        title="Profile Browser gateway",
        version=__version__,
        docs_url="/docs" if services.has_docs else None,
        openapi_url="/openapi.json" if services.has_docs else None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    for routes in (health, users):
        routes.add_to(app, services)
    app.add_exception_handler(RefusedRequestError, _answer_refusal)
    app.add_exception_handler(RequestValidationError, _answer_not_valid)
    app.add_exception_handler(HTTPException, _answer_no_route)
    return ExchangeMiddleware(app, services)


def refusal_answer(request: Request, error: RefusedRequestError) -> Response:
    """Return the answer to a request that the gateway refuses."""
    exchange = exchange_of(request)
    exchange.outcome = error.reason
    return problem_answer(problems.of_refusal(error, exchange.request_id))


async def _answer_refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedRequestError)  # noqa: S101 - the type it is registered for
    return refusal_answer(request, error)


async def _answer_not_valid(request: Request, _: Exception) -> Response:
    return refusal_answer(request, RefusedRequestError(GatewayReason.REQUEST_NOT_VALID))


async def _answer_no_route(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 0)
    is_method = status == _METHOD_NOT_ALLOWED
    reason = GatewayReason.METHOD_NOT_ALLOWED if is_method else GatewayReason.NOT_FOUND
    return refusal_answer(request, RefusedRequestError(reason))
