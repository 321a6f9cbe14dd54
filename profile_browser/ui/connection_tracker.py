"""Works out the state of the connection from its lookups, and shows it in the status bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.connection_state import ConnectionState, StateKind
from profile_browser.domain.local_time import local_now
from profile_browser.domain.problem import Problem, ProblemKind, Reason

if TYPE_CHECKING:
    from datetime import datetime

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.details import DetailsOutcome
    from profile_browser.domain.outcome import Answer, Outcome
    from profile_browser.ui.widgets.status_bar import StatusBar

_UNUSABLE = {StateKind.UNREACHABLE, StateKind.REFUSED}
# Any other problem of a search says nothing about a lookup by username.
_CONNECTION_PROBLEMS = {
    ProblemKind.UNREACHABLE,
    ProblemKind.WRONG_SIGN_IN,
    ProblemKind.UNTRUSTED,
}


class ConnectionTracker:
    """Knows the state of the connection, as far as its lookups have shown it."""

    def __init__(self, status: StatusBar) -> None:
        self._status = status
        self._initial = self._state = ConnectionState(StateKind.NOT_ASKED)

    @property
    def is_usable(self) -> bool:
        """Whether suggestions are worth asking for: the last answer was no failed connection."""
        return self._state.kind not in _UNUSABLE

    def use_connection(self, connection: Connection) -> None:
        """Start again with a connection that has not been asked yet."""
        kind = StateKind.SAMPLE if connection.is_sample else StateKind.NOT_ASKED
        self._initial = ConnectionState(kind)
        self._show(self._initial)

    def note_start(self) -> None:
        """Show that the first lookup connects."""
        if self._state.kind is StateKind.NOT_ASKED:
            self._show(ConnectionState(StateKind.CONNECTING))

    def note_cancel(self) -> None:
        """Show that nothing connects any more."""
        if self._state.kind is StateKind.CONNECTING:
            self._show(self._initial)

    def note_answer(self, answer: Answer) -> None:
        """Show what an answer says about the connection."""
        if _concerns_search_only(answer):
            self.note_cancel()
            return
        self.note_outcome(answer.outcome)

    def note_reached(self) -> None:
        """Show that people of a list were answered."""
        if self._state.kind not in (StateKind.SAMPLE, StateKind.CONNECTED):
            self._show(ConnectionState(StateKind.CONNECTED, local_now()))

    def note_outcome(self, outcome: Outcome | DetailsOutcome) -> None:
        """Show what the outcome of a read says about the connection."""
        state = state_after(self._state, outcome, local_now())
        if state is not self._state:
            self._show(state)

    def _show(self, state: ConnectionState) -> None:
        self._state = state
        self._status.show_state(state)


def _concerns_search_only(answer: Answer) -> bool:
    outcome = answer.outcome
    return (
        answer.question.search_only
        and isinstance(outcome, Problem)
        and outcome.kind not in _CONNECTION_PROBLEMS
    )


# While the server is busy, suggestions would add to its load.
_UNREACHABLE = {ProblemKind.UNREACHABLE, ProblemKind.TIMED_OUT, ProblemKind.BUSY}
_REFUSED = {ProblemKind.WRONG_SIGN_IN, ProblemKind.MISCONFIGURED, ProblemKind.UNTRUSTED}
# A refused username or a failed audit log says nothing about the connection. An unexpected error
# says nothing certain.
_SAYS_NOTHING = {ProblemKind.BAD_INPUT, ProblemKind.NOT_RECORDED, ProblemKind.UNEXPECTED}
# The gateway answers and accepts the token. It refuses this one request.
_CONNECTED = {Reason.RATE_LIMITED, Reason.REASON_NEEDED, Reason.DETAILS_NOT_SERVED}


def state_after(
    before: ConnectionState, outcome: Outcome | DetailsOutcome, now: datetime
) -> ConnectionState:
    """Return the connection's state after this lookup."""
    kind = _kind_after(outcome)
    if kind is None and before.kind is StateKind.CONNECTING:
        return ConnectionState(StateKind.NOT_ASKED)
    if before.kind is StateKind.SAMPLE or kind is None or kind is before.kind:
        return before
    return ConnectionState(kind, now)


def _kind_after(outcome: Outcome | DetailsOutcome) -> StateKind | None:
    if not isinstance(outcome, Problem) or outcome.reason in _CONNECTED:
        return StateKind.CONNECTED
    if outcome.kind in _SAYS_NOTHING:
        return None
    if outcome.kind in _UNREACHABLE:
        return StateKind.UNREACHABLE
    return StateKind.REFUSED if outcome.kind in _REFUSED else StateKind.CONNECTED
