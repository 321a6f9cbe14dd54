"""What is known of a connection from the look-ups so far."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime


class StateKind(StrEnum):
    """How things stand between the program and the store."""

    SAMPLE = "sample"
    NOT_ASKED = "not_asked"
    CONNECTING = "connecting"
    CONNECTED = "connected"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


class ConnectionState(NamedTuple):
    """A state, and the local time of the first look-up that found it so."""

    kind: StateKind
    since: datetime | None = None
