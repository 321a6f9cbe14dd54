"""When the window forgets who was looked up."""

from __future__ import annotations

from enum import Enum, auto


class ClearReason(Enum):
    """Why the window was cleared."""

    IDLE = auto()
    LOCKED = auto()  # or the session was left, or the computer went to sleep
