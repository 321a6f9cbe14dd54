"""``GET /users/…``: one account, the details of its record, and a search."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from profile_browser.domain.audit import FOUND, LISTED, MISSING
from profile_browser.domain.details import RecordDetails
from profile_browser.domain.gateway_api import MOST_MATCHES, GatewayReason, Right
from profile_browser.domain.outcome import Found, Matches, Missing
from profile_browser.domain.question import Question
from profile_browser.domain.store_kind import Capability
from profile_browser.gateway.answers import answer, answer_problem
from profile_browser.gateway.models import (
    DetailsModel,
    MatchesModel,
    UserModel,
    details_content,
    encoded,
    json_list,
    user_json,
)
from profile_browser.gateway.problems import RefusedRequestError
from profile_browser.gateway.request_context import context_of
from profile_browser.gateway.routing import Route
from profile_browser.lookups import strategy
from profile_browser.messages.clipboard_formats import json_object


async def look_up(request: Request, username: str) -> Response:
    """Return the account with exactly this username."""
    context = context_of(request.scope)
    reason = context.reason(request.headers)
    context.person = username
    match await context.ask(lambda store: store.look_up(username, reason)):
        case Found(user=user):
            context.outcome = FOUND
            return answer(user_json(user))
        case outcome:
            return answer_problem(context, outcome)


async def read_details(request: Request, username: str) -> Response:
    """Return what the store itself keeps about the record of this account."""
    context = context_of(request.scope)
    reason = context.reason(request.headers)
    connection = context.services.connection
    context.person = username
    if Capability.DETAILS not in connection.capabilities:
        raise RefusedRequestError(GatewayReason.DETAILS_NOT_KEPT)
    outcome = await context.ask(lambda store: store.read_details(username, reason))
    if not isinstance(outcome, RecordDetails):
        return answer_problem(context, outcome)
    context.outcome = FOUND
    return answer(encoded(details_content(outcome)))


async def search(
    request: Request,
    text: str,
    limit: Annotated[int, Query(ge=1, le=MOST_MATCHES)] = MOST_MATCHES,
) -> Response:
    """Return the accounts that match a text, the best match first.

    Text with an @ is a whole e-mail address. Other text is the beginning of a username, an e-mail
    address, a name or a word in a name. ``more`` says that there are more than the limit.
    """
    context = context_of(request.scope)
    question = Question(text, search_only=True, reason=context.reason(request.headers))
    context.person = text
    connection = context.services.connection
    outcome = await context.ask(lambda store: strategy.ask(store, connection, question, limit))
    match outcome:
        case Matches(users=users, more=more):
            context.outcome = LISTED
        case Found(user=user):
            context.outcome, users, more = FOUND, (user,), False
        case Missing():
            context.outcome, users, more = MISSING, (), False
        case problem:
            return answer_problem(context, problem)
    listed = json_list(user_json(user) for user in users)
    return answer(json_object({"users": listed, "more": encoded(more)}))


ROUTES = (
    Route("/users/{username}", look_up, UserModel, Right.LOOKUP),
    Route("/users", search, MatchesModel, Right.SEARCH),
    Route("/users/{username}/details", read_details, DetailsModel, Right.LOOKUP),
)
