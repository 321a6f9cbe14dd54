"""The time of what is read, and of what fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


def local_now() -> datetime:
    """Return the time now, in the zone of this computer."""
    from datetime import datetime  # noqa: PLC0415 - no start needs a time

    return datetime.now().astimezone()
