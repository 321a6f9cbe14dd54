"""``POST /users/batch``: many accounts by username. It writes nothing: only a body is that long."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from fastapi import Request
from pydantic import ValidationError
from starlette.responses import Response

from profile_browser.domain.audit import FOUND
from profile_browser.domain.connection import READS_AT_ONCE_IN_WINDOW
from profile_browser.domain.gateway_api import GatewayReason, Right
from profile_browser.domain.outcome import Found, Missing, Outcome, Outcomes
from profile_browser.domain.problem import Problem
from profile_browser.domain.store_kind import Capability
from profile_browser.gateway import problems
from profile_browser.gateway.answers import answer, answer_problem
from profile_browser.gateway.callers.rate_limit import batch_cost
from profile_browser.gateway.models import BatchModel, BatchRequest, encoded, user_json
from profile_browser.gateway.problems import RefusedRequestError
from profile_browser.gateway.request_context import RequestContext, context_of
from profile_browser.gateway.routing import Route
from profile_browser.messages.clipboard_formats import json_object
from profile_browser.messages.gateway import BODY_NOT_VALID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.store import ProfileStore


class _Pace(NamedTuple):
    """How many usernames a store looks up in one call, and how many stores are asked at once.

    It leaves other requests their turn. The audit log records the usernames of a call together.
    """

    usernames: int
    stores: int


# By whether a store reads many records at a time.
_PACES = {True: _Pace(usernames=100, stores=1), False: _Pace(usernames=25, stores=8)}


async def look_up_many(request: Request) -> Response:
    """Return the accounts with these usernames, which are missing, and which have problems."""
    context = context_of(request.scope)
    with context.services.batches.place_for(context.who):
        usernames = await _read_usernames(request, context)
        outcomes = await _look_up_all(context, usernames, context.reason(request.headers))
    if isinstance(outcomes, Problem):
        return answer_problem(context, outcomes)
    context.outcome = FOUND
    return answer(_content({name: outcomes[name] for name in usernames}, context.request_id))


async def _read_usernames(request: Request, context: RequestContext) -> list[str]:
    """Return the usernames, each once, and count the request by them."""
    try:
        asked = BatchRequest.model_validate_json(await request.body())
    except ValidationError:
        context.count()
        raise RefusedRequestError(GatewayReason.REQUEST_NOT_VALID, fault=BODY_NOT_VALID) from None
    context.count(batch_cost(len(asked.usernames)))
    return [*dict.fromkeys(asked.usernames)]


async def _look_up_all(context: RequestContext, usernames: Sequence[str], reason: str) -> Outcomes:
    """Return the outcome for each username, or a problem that all would have."""
    size, stores = _PACES[Capability.MANY in context.services.connection.capabilities]
    parts = iter([usernames[start : start + size] for start in range(0, len(usernames), size)])
    outcomes: dict[str, Outcome] = {}
    problems_of_all: list[Problem] = []

    async def look_up_parts() -> None:
        for part in parts:
            found = await _look_up_part(context, part, reason)
            if isinstance(found, Problem):
                problems_of_all.append(found)
            else:
                outcomes.update(found)
            if problems_of_all:
                return

    try:
        async with asyncio.TaskGroup() as tasks:
            for _ in range(stores):
                tasks.create_task(look_up_parts())
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return problems_of_all[0] if problems_of_all else outcomes


async def _look_up_part(context: RequestContext, usernames: Sequence[str], reason: str) -> Outcomes:
    services, caller = context.services, context.caller
    at_once = services.connection.reads_at_once or READS_AT_ONCE_IN_WINDOW

    def look_up(store: ProfileStore) -> Outcomes:
        recorded = services.recorder.audited(store, caller)
        found = recorded.look_up_all(usernames, reason, at_once)
        return _problem_of_all(found) or found

    found = await services.store.ask(look_up, context.deadline)
    await asyncio.sleep(0)  # a store in memory has not waited: others have their turn
    return found


def _problem_of_all(found: Outcomes) -> Problem | None:
    """Return the problem that further usernames would have, too, if there is one."""
    outcomes = [found] if isinstance(found, Problem) else found.values()
    problems = (outcome for outcome in outcomes if isinstance(outcome, Problem))
    return next((problem for problem in problems if problem.would_repeat), None)


def _content(outcomes: Mapping[str, Outcome], request_id: str) -> str:
    found = {
        name: user_json(outcome.user)
        for name, outcome in outcomes.items()
        if isinstance(outcome, Found)
    }
    missing = [name for name, outcome in outcomes.items() if isinstance(outcome, Missing)]
    failed = {
        name: problems.of_store(outcome, request_id)
        for name, outcome in outcomes.items()
        if isinstance(outcome, Problem)
    }
    return json_object(
        {"found": json_object(found), "missing": encoded(missing), "problems": encoded(failed)}
    )


ROUTES = (Route("/users/batch", look_up_many, BatchModel, Right.BATCH, BatchRequest),)
