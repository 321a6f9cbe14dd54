"""Asks the store for a request, recorded in the audit log, until the request's deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from profile_browser.domain.gateway_api import REASON_HEADER
from profile_browser.domain.problem import Problem, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from profile_browser.domain.store import ProfileStore
    from profile_browser.gateway.exchange import Exchange

_Answer = TypeVar("_Answer")


async def ask(exchange: Exchange, question: Callable[[ProfileStore], _Answer]) -> _Answer | Problem:
    """Return the store's answer to a question, recorded; a problem if it does not come in time."""
    recorder, caller = exchange.services.recorder, exchange.caller
    return await ask_unrecorded(exchange, lambda store: question(recorder.audited(store, caller)))


async def ask_unrecorded(
    exchange: Exchange, question: Callable[[ProfileStore], _Answer]
) -> _Answer | Problem:
    """Return the store's answer to a question that records what is read by itself."""
    services = exchange.services
    if refused := services.sign_in.problem():
        return refused
    try:
        answer = await services.store.ask(question, exchange.deadline)
    except TimeoutError:
        return Problem(Reason.READ_TIMED_OUT, services.connection)
    services.sign_in.note(answer)
    return answer


def reason_for(exchange: Exchange, request: Request) -> str:
    """Return the reason that a request states, if it is recorded.

    Raises RefusedRequestError if it is not valid, or missing.
    """
    if not exchange.services.connection.audit:
        return ""
    return exchange.services.recorder.reason(request.headers.get(REASON_HEADER))
