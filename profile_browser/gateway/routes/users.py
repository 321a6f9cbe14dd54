"""``GET /users/{username}``: one account."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from fastapi import Request
from starlette.responses import Response

from profile_browser.domain.gateway_api import GatewayReason, Right
from profile_browser.domain.outcome import Found, Missing
from profile_browser.domain.problem import Problem
from profile_browser.gateway import problems
from profile_browser.gateway.answers import answer, problem_answer
from profile_browser.gateway.exchange import exchange_of
from profile_browser.gateway.guards import RefusedRequestError
from profile_browser.gateway.models import ProblemModel, UserModel, user_content
from profile_browser.stores.audited import AuditedStore

if TYPE_CHECKING:
    from fastapi import FastAPI

    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.store import ProfileStore
    from profile_browser.gateway.exchange import Exchange
    from profile_browser.gateway.services import Services


def add_to(app: FastAPI, services: Services) -> None:
    """Add the routes."""

    @app.get(
        "/users/{username}",
        responses={200: {"model": UserModel}, 404: {"model": ProblemModel}},
    )
    async def look_up(username: str, request: Request) -> Response:
        """Return the account with exactly this username."""
        exchange = await admit(request, services, "/users/{username}", Right.LOOKUP)
        exchange.person = name = decoded(username)

        def ask(store: ProfileStore) -> Outcome:
            return _audited(store, services, exchange).look_up(name)

        return _answer_of(await services.store.ask(ask, exchange.deadline), exchange)


async def admit(request: Request, services: Services, route: str, right: Right) -> Exchange:
    """Return the exchange of a request whose caller may do this. Raises RefusedRequestError."""
    exchange = exchange_of(request)
    exchange.route = route
    exchange.identity = identity = await services.authenticator.identify(
        request.headers.get("authorization")
    )
    if seconds := services.rate_limiter.take(identity):
        raise RefusedRequestError(GatewayReason.RATE_LIMITED, retry_after=seconds)
    if right not in identity.may:
        raise RefusedRequestError(GatewayReason.RIGHT_MISSING, right=right.value)
    return exchange


def _audited(store: ProfileStore, services: Services, exchange: Exchange) -> ProfileStore:
    if not services.connection.audit:
        return store
    return AuditedStore(
        services.connection, store, lambda: services.open_audit_log(exchange.caller)
    )


def decoded(encoded: str) -> str:
    """Return percent-encoded text. Raises RefusedRequestError if it is not strict UTF-8."""
    try:
        return unquote_to_bytes(encoded).decode()
    except UnicodeDecodeError:
        raise RefusedRequestError(GatewayReason.REQUEST_NOT_VALID) from None


def _answer_of(outcome: Outcome, exchange: Exchange) -> Response:
    match outcome:
        case Found(user=user):
            exchange.outcome = "found"
            return answer(user_content(user))
        case Problem():
            exchange.outcome = outcome.reason
            return problem_answer(problems.of_store(outcome, exchange.request_id))
        case Missing() | _:
            exchange.outcome = "missing"
            return problem_answer(problems.of_missing_user(exchange.request_id))
