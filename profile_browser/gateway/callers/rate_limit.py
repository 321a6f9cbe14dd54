"""Limits how many requests a token may make in a minute.

Each gateway counts by itself: behind a balancer a token has the limit at each of them.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from profile_browser.domain.gateway_api import MOST_MATCHES

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.gateway.callers.authentication import Identity

_MINUTE = 60.0  # seconds
_FEWEST_KEPT = 1_000


def batch_cost(usernames: int) -> int:
    """Return as how many requests a batch counts: nobody sees more people than by searching."""
    return max(1, -(-usernames // MOST_MATCHES))


class TokenRateLimiter:
    """Lets each token make a minute's requests at once, and then one after another.

    What is kept for a token is the time at which it is rested: when it may again ask for all of a
    minute's requests. A rested token needs no memory, so only those of the last minutes are kept.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._rested: dict[str, float] = {}
        self._most = _FEWEST_KEPT

    def take(self, identity: Identity, cost: int = 1) -> float:
        """Count a request. Return the seconds to wait before the next try; 0 if it may pass.

        A request that costs more than a minute's limit may pass when the token is rested; the next
        one then waits longer.
        """
        now = self._clock()
        interval = _MINUTE / identity.requests_per_minute
        rested = max(self._rested.get(identity.name, now), now)
        needed = min(cost, identity.requests_per_minute) * interval
        wait = rested + needed - (now + _MINUTE)
        if wait > interval * 1e-6:  # not for the rounding of floating-point numbers
            return wait
        self._rested[identity.name] = rested + cost * interval
        self._forget_rested(now)
        return 0.0

    def _forget_rested(self, now: float) -> None:
        if len(self._rested) > self._most:
            self._rested = {name: rested for name, rested in self._rested.items() if rested > now}
            self._most = max(_FEWEST_KEPT, 2 * len(self._rested))
