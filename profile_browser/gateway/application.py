"""The ASGI application: its routes, and its description."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI

from profile_browser import __version__
from profile_browser.gateway.documentation import add_documentation
from profile_browser.gateway.middleware import RequestContextMiddleware
from profile_browser.gateway.models import ProblemModel
from profile_browser.gateway.network.bounds import BoundedRequests
from profile_browser.gateway.routes import ROUTES
from profile_browser.gateway.routing import TOKEN_SCHEME, Router

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from pydantic import BaseModel
    from starlette.types import ASGIApp

    from profile_browser.gateway.services import Services


class _Description(FastAPI):
    """The routes, and their OpenAPI document."""

    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI document, with problems and tokens."""
        if not self.openapi_schema:
            parts = super().openapi().setdefault("components", {})
            models: list[type[BaseModel]] = [
                ProblemModel,
                *(route.body for route in ROUTES if route.body),
            ]
            parts["schemas"] |= {model.__name__: model.model_json_schema() for model in models}
            parts["securitySchemes"] = {TOKEN_SCHEME: {"type": "http", "scheme": "bearer"}}
        return super().openapi()


def make_app(services: Services) -> ASGIApp:
    """Return the application.

    FastAPI's own layers are left out: RequestContextMiddleware answers what they would.
    """

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        first_answer = asyncio.create_task(services.readiness.ask_at_start())
        yield
        first_answer.cancel()
        services.store.close()

    app = _Description(
        title="Profile Browser gateway",
        version=__version__,
        docs_url=None,
        openapi_url="/openapi.json" if services.has_docs else None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    app.router.routes.extend(ROUTES)
    if services.has_docs:
        add_documentation(app)
    rules = services.rules
    bounded = BoundedRequests(Router(ROUTES, app.router), rules.largest_body, rules.request_timeout)
    return RequestContextMiddleware(bounded, services, app)
