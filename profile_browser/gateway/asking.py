"""Asks the store for a request, recorded in the audit log, until the request's deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from urllib.parse import unquote

from profile_browser.domain.audit import LONGEST_REASON, reason_of
from profile_browser.domain.gateway_api import REASON_HEADER, GatewayReason
from profile_browser.domain.problem import Problem, Reason
from profile_browser.gateway.exchange import exchange_of
from profile_browser.gateway.guards import RefusedRequestError
from profile_browser.messages.audit import reason_missing, reason_too_long
from profile_browser.stores.audited import AuditedStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from profile_browser.domain.store import ProfileStore
    from profile_browser.gateway.exchange import Exchange

_Answer = TypeVar("_Answer")


async def ask(exchange: Exchange, question: Callable[[ProfileStore], _Answer]) -> _Answer | Problem:
    """Return the store's answer; a problem if it does not come in time."""
    services = exchange.services

    def ask_and_record(store: ProfileStore) -> _Answer:
        return question(_recorded(store, exchange))

    asked = ask_and_record if services.connection.audit else question
    try:
        return await services.store.ask(asked, exchange.deadline)
    except TimeoutError:
        return Problem(Reason.READ_TIMED_OUT, services.connection)


def reason_for(request: Request) -> str:
    """Return the reason that a request states. Raises RefusedRequestError if it is not valid."""
    connection = exchange_of(request).services.connection
    if not connection.audit:
        return ""
    reason = reason_of(unquote(request.headers.get(REASON_HEADER, "")))
    if len(reason) > LONGEST_REASON:
        fault = reason_too_long(LONGEST_REASON)
    elif connection.audit_reason and not reason:
        fault = reason_missing(connection.title)
    else:
        return reason
    raise RefusedRequestError(GatewayReason.REQUEST_NOT_VALID, fault=fault)


def _recorded(store: ProfileStore, exchange: Exchange) -> ProfileStore:
    services, caller = exchange.services, exchange.caller
    return AuditedStore(services.connection, store, lambda: services.open_audit_log(caller))
