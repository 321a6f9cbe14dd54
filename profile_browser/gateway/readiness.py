"""Whether the store answers and reads can be recorded: asked at most once in a few seconds."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from profile_browser.domain.gateway_api import GatewayReason
from profile_browser.domain.problem import Problem
from profile_browser.gateway.problems import RefusedRequestError
from profile_browser.messages.problems import details, one_line

if TYPE_CHECKING:
    from profile_browser.gateway.operation.audit import Recorder
    from profile_browser.gateway.store_access import StoreAccess

_log = logging.getLogger(__name__)
SECONDS = 5.0  # for which an answer is shared, and which the store has for it
NOBODY = "profile-browser-is-ready"  # a username to ask for, which nobody has


class Readiness:
    """Asks the store for a username that nobody has. That is no read, so it is not recorded.

    The log says when the store stops answering, and when it answers again.
    """

    def __init__(self, store: StoreAccess, recorder: Recorder) -> None:
        self._store, self._recorder = store, recorder
        self._answer: asyncio.Task[Problem | None] | None = None
        self._until = 0.0
        self._is_stopping = False
        self._logged: Problem | None = None

    def stop(self) -> None:
        """Say from now on that the gateway is not ready: it ends soon."""
        self._is_stopping = True

    async def ask_at_start(self) -> None:
        """Open the store before the first desk asks, so that the log says if it does not answer.

        Whoever asks meanwhile waits for this answer; whoever asks later gets another.
        """
        deadline = asyncio.get_running_loop().time() + SECONDS
        self._answer = asyncio.create_task(self._ask(deadline))
        with suppress(RefusedRequestError):
            await asyncio.shield(self._answer)

    async def problem(self) -> Problem | None:
        """Return why no desk gets an answer from the store; None if desks do.

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
        problem = await self._problem_of_store(deadline)
        if problem and not self._logged:
            _log.error("%s\n%s", one_line(problem), details(problem))
        elif self._logged and not problem:
            _log.warning("%s answers again.", self._logged.connection.title)
        self._logged = problem
        return problem

    async def _problem_of_store(self, deadline: float) -> Problem | None:
        outcome = await self._store.ask(
            lambda store: self._recorder.try_out(store, NOBODY), deadline
        )
        if isinstance(outcome, Problem) and outcome.would_repeat:
            return outcome
        return None
