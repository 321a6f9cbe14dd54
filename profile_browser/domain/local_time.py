"""The time of what is read, and of what fails."""

from __future__ import annotations

from datetime import datetime


def local_now() -> datetime:
    """Return the time now, in the zone of this computer."""
    return datetime.now().astimezone()
