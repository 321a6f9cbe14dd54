"""``GET /``: the version of the gateway, and for its desks what it offers them."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import Response

from profile_browser import __version__
from profile_browser.domain.connection import Connection
from profile_browser.domain.gateway_api import API_VERSION, GATEWAY_NAME, Right
from profile_browser.domain.store_kind import Capability
from profile_browser.gateway.answers import answer
from profile_browser.gateway.callers.authentication import Identity
from profile_browser.gateway.models import AboutModel, encoded
from profile_browser.gateway.operation.request_log import ANSWERED
from profile_browser.gateway.request_context import context_of
from profile_browser.gateway.routing import Route


async def about(request: Request) -> Response:
    """Return what the gateway is. With a token, also what it offers."""
    context = context_of(request.scope)
    context.outcome = ANSWERED
    content: dict[str, object] = {"name": GATEWAY_NAME, "api": API_VERSION}
    authorization = request.headers.get("Authorization")
    if authorization is not None:
        identity = await context.identify(authorization)
        context.count()
        content |= _offer(context.services.connection, identity)
    return answer(encoded(content))


def _offer(connection: Connection, identity: Identity) -> dict[str, object]:
    return {
        "version": __version__,
        "title": connection.title,
        "environment": connection.environment.value,
        "may": [right.value for right in Right if right in identity.may],
        "searches": [each.value for each in Capability if each in connection.searches],
        "details": Capability.DETAILS in connection.capabilities,
        "reason_required": connection.audit_reason,
    }


ROUTES = (Route("/", about, AboutModel),)
