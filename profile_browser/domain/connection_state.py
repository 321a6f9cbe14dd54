"""The state of a connection, derived from the lookups so far."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.problem import Problem, ProblemKind

if TYPE_CHECKING:
    from datetime import datetime

    from profile_browser.domain.outcome import Outcome


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


_UNREACHABLE = {ProblemKind.UNREACHABLE, ProblemKind.TIMED_OUT}
_REFUSED = {ProblemKind.WRONG_SIGN_IN, ProblemKind.MISCONFIGURED}
# A refused username or a failed audit log says nothing about the connection. An unexpected error
# says nothing certain.
_SAYS_NOTHING = {ProblemKind.BAD_INPUT, ProblemKind.NOT_RECORDED, ProblemKind.UNEXPECTED}


def state_after(before: ConnectionState, outcome: Outcome, now: datetime) -> ConnectionState:
    """Return the connection's state after this lookup."""
    kind = _kind_after(outcome)
    if kind is None and before.kind is StateKind.CONNECTING:
        return ConnectionState(StateKind.NOT_ASKED)
    if before.kind is StateKind.SAMPLE or kind is None or kind is before.kind:
        return before
    return ConnectionState(kind, now)


def _kind_after(outcome: Outcome) -> StateKind | None:
    if not isinstance(outcome, Problem):
        return StateKind.CONNECTED
    if outcome.kind in _SAYS_NOTHING:
        return None
    if outcome.kind in _UNREACHABLE:
        return StateKind.UNREACHABLE
    return StateKind.REFUSED if outcome.kind in _REFUSED else StateKind.CONNECTED
