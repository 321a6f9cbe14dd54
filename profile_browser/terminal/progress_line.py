"""A line on standard error that says how far a command is, and is overwritten by the next one."""

from __future__ import annotations

import os
import sys
from time import monotonic

_INTERVAL = 0.1  # seconds
_USUAL_WIDTH = 80  # columns


class ProgressLine:
    """Shown only on a terminal. Call ``erase`` before anything else is written there."""

    def __init__(self) -> None:
        self._is_possible = sys.stderr is not None and sys.stderr.isatty()
        self._length = 0  # of what stands there now
        self._shown_at = float("-inf")

    @property
    def is_due(self) -> bool:
        """Whether the line should be shown again."""
        return self._is_possible and monotonic() - self._shown_at >= _INTERVAL

    def show(self, text: str) -> None:
        """Show this text instead of the one before, cut to the width of the terminal."""
        shown = text[: _width() - 1]  # a full line would wrap
        sys.stderr.write(f"\r{shown.ljust(self._length)}")
        sys.stderr.flush()
        self._length, self._shown_at = len(shown), monotonic()

    def erase(self) -> None:
        """Remove the line, if it is there."""
        if self._length:
            sys.stderr.write(f"\r{' ' * self._length}\r")
            sys.stderr.flush()
            self._length = 0


def _width() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or _USUAL_WIDTH
    except (OSError, ValueError):
        return _USUAL_WIDTH
