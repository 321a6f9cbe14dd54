"""The time that several requests have together."""

from __future__ import annotations

from time import monotonic

_LEAST = 0.01  # seconds; drivers take none as no limit


class Deadline:
    """The end of a time that begins now."""

    def __init__(self, seconds: float) -> None:
        self._latest = monotonic() + seconds

    @property
    def left(self) -> float:
        """The seconds that are left for the next request, always more than none."""
        return max(_LEAST, self._latest - monotonic())

    @property
    def is_over(self) -> bool:
        """Whether the time has passed."""
        return monotonic() > self._latest
