"""Estimates the time that a list still takes, so that the figure stays calm."""

from __future__ import annotations

FIRST_AFTER = 2.0  # seconds: an earlier estimate is a guess
# An estimate that is longer by less than this factor and these seconds is not shown.
_JUMP, _SECONDS = 1.5, 10.0


class TimeLeft:
    """Goes by the average speed since the start. Pauses do not count."""

    def __init__(self) -> None:
        self._shown = 0.0
        self._shown_at = 0.0

    def estimate(self, done: int, total: int, elapsed: float) -> float | None:
        """Return the seconds that are left, or None if it is too early to say.

        ``elapsed`` are the seconds since the start. While the speed is about the same, the figure
        only falls.
        """
        if elapsed < FIRST_AFTER or not done:
            return None
        estimated = elapsed / done * (total - done)
        expected = max(self._shown - (elapsed - self._shown_at), 0.0)
        if not self._shown or estimated < expected or estimated > expected * _JUMP + _SECONDS:
            self._shown, self._shown_at = estimated, elapsed
            return estimated
        return expected
