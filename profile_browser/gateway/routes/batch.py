"""``POST /users/batch``: many accounts by username. It writes nothing: only a body is that long."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from fastapi import Request
from starlette.responses import Response

from profile_browser.domain.audit import FOUND
from profile_browser.domain.gateway_api import Right
from profile_browser.domain.outcome import Found, Missing, Outcome
from profile_browser.domain.problem import WOULD_FAIL_AGAIN, Problem
from profile_browser.gateway import problems
from profile_browser.gateway.answers import answer, answer_problem
from profile_browser.gateway.asking import ask, reason_for
from profile_browser.gateway.exchange import Exchange, exchange_of
from profile_browser.gateway.models import BatchModel, BatchRequest, user_content
from profile_browser.gateway.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterator

_AT_ONCE = 8  # of one request: others have their turn, too


async def look_up_many(request: Request, asked: BatchRequest) -> Response:
    """Return the accounts with these usernames, which are missing, and which have problems."""
    exchange, reason = exchange_of(request), reason_for(request)
    usernames = dict.fromkeys(asked.usernames)
    outcomes = await _look_up_all(exchange, list(usernames), reason)
    if isinstance(outcomes, Problem):
        return answer_problem(exchange, outcomes)
    exchange.outcome = FOUND
    return answer(_content({name: outcomes[name] for name in usernames}, exchange.request_id))


async def _look_up_all(
    exchange: Exchange, usernames: list[str], reason: str
) -> dict[str, Outcome] | Problem:
    """Return the outcome for each username, or a problem that all would have."""
    found: dict[str, Outcome] = {}
    remaining = iter(usernames)

    async def look_up_each() -> None:
        for name in remaining:
            found[name] = outcome = await _look_up(exchange, name, reason)
            if _concerns_all(outcome):
                return
            await asyncio.sleep(0)

    try:
        async with asyncio.TaskGroup() as tasks:
            for _ in range(_AT_ONCE):
                tasks.create_task(look_up_each())
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return next(_problems_of_all(found), found)


async def _look_up(exchange: Exchange, username: str, reason: str) -> Outcome:
    return await ask(exchange, lambda store: store.look_up(username, reason))


def _concerns_all(outcome: Outcome) -> bool:
    return isinstance(outcome, Problem) and outcome.kind in WOULD_FAIL_AGAIN


def _problems_of_all(outcomes: dict[str, Outcome]) -> Iterator[Problem]:
    for outcome in outcomes.values():
        if isinstance(outcome, Problem) and _concerns_all(outcome):
            yield outcome


def _content(outcomes: dict[str, Outcome], request_id: str) -> dict[str, object]:
    return {
        "found": {
            name: user_content(outcome.user)
            for name, outcome in outcomes.items()
            if isinstance(outcome, Found)
        },
        "missing": [name for name, outcome in outcomes.items() if isinstance(outcome, Missing)],
        "problems": {
            name: problems.of_store(outcome, request_id)
            for name, outcome in outcomes.items()
            if isinstance(outcome, Problem)
        },
    }


ROUTES = (
    Route(
        "/users/batch",
        look_up_many,
        BatchModel,
        Right.BATCH,
        method="POST",
    ),
)
