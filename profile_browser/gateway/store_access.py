"""How requests ask the store: so many at once, in time, and not again with a refused password."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from profile_browser.domain.gateway_api import GatewayReason
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.gateway.problems import RefusedRequestError
from profile_browser.gateway.store_pool import BUSY_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.domain.connection import Connection
    from profile_browser.gateway.store_pool import AskedStore, Question

_Answer = TypeVar("_Answer")
SECONDS = 5.0  # for which a refused sign-in is not repeated


class StoreAccess:
    """Asks the store for at most so many requests at once, and refuses the others at once.

    A request counts only while the store is asked, so a client that sends or reads slowly takes no
    place. All desks ask with the gateway's password: if it is wrong, each request would be one more
    wrong password, and many stores lock an account for that. So a refused sign-in is remembered.
    """

    def __init__(
        self,
        connection: Connection,
        store: AskedStore,
        most: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._connection, self._store, self._most, self._clock = connection, store, most, clock
        self._asking = 0
        self._refused: Problem | None = None
        self._refused_until = 0.0

    async def ask(self, question: Question[_Answer], deadline: float) -> _Answer | Problem:
        """Return the store's answer to a question; a problem if it does not come in time.

        ``deadline`` is a time of the event loop. Raises RefusedRequestError.
        """
        if self._refused and self._clock() < self._refused_until:
            return self._refused
        if self._asking >= self._most:
            raise RefusedRequestError(GatewayReason.GATEWAY_BUSY, retry_after=BUSY_SECONDS)
        self._asking += 1
        try:
            answer = await self._store.ask(question, deadline)
        except TimeoutError:
            return Problem(Reason.READ_TIMED_OUT, self._connection)
        finally:
            self._asking -= 1
        self._note(answer)
        return answer

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def _note(self, answer: object) -> None:
        if isinstance(answer, Problem) and answer.kind is ProblemKind.WRONG_SIGN_IN:
            self._refused, self._refused_until = answer, self._clock() + SECONDS
        else:
            self._refused = None
