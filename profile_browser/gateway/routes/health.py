"""``GET /health`` and ``GET /ready``: whether the gateway is alive, and its store answers."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import Response

from profile_browser.gateway.answers import answer, answer_problem
from profile_browser.gateway.models import AliveModel, ReadyModel
from profile_browser.gateway.operation.request_log import ANSWERED
from profile_browser.gateway.request_context import context_of
from profile_browser.gateway.routing import Route


async def is_alive(request: Request) -> Response:
    """Return that the gateway is alive."""
    context_of(request.scope).outcome = ANSWERED
    return answer('{"alive":true}')


async def is_ready(request: Request) -> Response:
    """Return whether the store answers. It is asked at most once in 5 seconds."""
    context = context_of(request.scope)
    problem = await context.services.readiness.problem()
    if problem is not None:
        return answer_problem(context, problem)
    context.outcome = ANSWERED
    return answer('{"ready":true}')


ROUTES = (Route("/health", is_alive, AliveModel), Route("/ready", is_ready, ReadyModel))
