"""When the window forgets who was looked up."""

from __future__ import annotations

from enum import Enum, auto

CLEAR_AFTER = 5  # minutes without input, unless a file says otherwise
LONGEST_CLEAR_AFTER = 24 * 60  # minutes


class ClearReason(Enum):
    """Why the window was cleared."""

    IDLE = auto()
    LOCKED = auto()  # or the session was left, or the computer went to sleep
