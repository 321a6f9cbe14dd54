"""The state of a connection, derived from the lookups so far."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime


class StateKind(StrEnum):
    """The state of the connection between the program and the store."""

    SAMPLE = "sample"
    NOT_ASKED = "not_asked"
    CONNECTING = "connecting"
    CONNECTED = "connected"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


class ConnectionState(NamedTuple):
    """A state, and the local time of the lookup that first reached it."""

    kind: StateKind
    since: datetime | None = None
