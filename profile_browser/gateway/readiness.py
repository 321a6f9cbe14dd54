"""Whether the store answers, asked at most once in a few seconds, however many want to know."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from profile_browser.domain.gateway_api import GatewayReason
from profile_browser.domain.problem import WOULD_FAIL_AGAIN, Problem
from profile_browser.gateway.problems import RefusedRequestError

if TYPE_CHECKING:
    from profile_browser.gateway.store_access import StoreAccess

SECONDS = 5.0  # for which an answer is shared, and which the store has for it
NOBODY = "profile-browser-is-ready"  # a username to ask for, which nobody has


class Readiness:
    """Asks the store for a username that nobody has. That is no read, so it is not recorded."""

    def __init__(self, store: StoreAccess) -> None:
        self._store = store
        self._answer: asyncio.Task[Problem | None] | None = None
        self._until = 0.0
        self._is_stopping = False

    def stop(self) -> None:
        """Say from now on that the gateway is not ready: it ends soon."""
        self._is_stopping = True

    async def problem(self) -> Problem | None:
        """Return why the store does not answer; None if it does.

        Raises RefusedRequestError if the gateway ends, or has no store free.
        """
        if self._is_stopping:
            raise RefusedRequestError(GatewayReason.GATEWAY_BUSY)
        now = asyncio.get_running_loop().time()
        if self._answer is None or (self._answer.done() and now >= self._until):
            self._until = now + SECONDS
            self._answer = asyncio.create_task(self._ask(now + SECONDS))
        return await asyncio.shield(self._answer)

    async def _ask(self, deadline: float) -> Problem | None:
        outcome = await self._store.ask(lambda store: store.look_up(NOBODY), deadline)
        if isinstance(outcome, Problem) and outcome.kind in WOULD_FAIL_AGAIN:
            return outcome
        return None
