"""``GET /health``: the gateway is alive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from profile_browser.gateway.answers import answer

if TYPE_CHECKING:
    from fastapi import FastAPI

    from profile_browser.gateway.services import Services


def add_to(app: FastAPI, _: Services) -> None:
    """Add the route."""

    @app.get("/health")
    async def health() -> Response:
        """Return that the gateway is alive."""
        return answer({"alive": True})
