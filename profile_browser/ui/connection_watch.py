"""How the connection stands, told to the status bar as the look-ups go by."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from profile_browser.domain.connection_state import ConnectionState, StateKind, state_after
from profile_browser.domain.problem import Problem, ProblemKind

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Answer
    from profile_browser.ui.widgets.status_bar import StatusBar

_NOT_TO_BOTHER = {StateKind.UNREACHABLE, StateKind.REFUSED}
# What else may keep a search from being made says nothing of looking up by username.
_OF_THE_WHOLE_CONNECTION = {ProblemKind.UNREACHABLE, ProblemKind.WRONG_SIGN_IN}


class ConnectionWatch:
    """Knows how the connection stands, from what was asked on it so far."""

    def __init__(self, status: StatusBar) -> None:
        self._status = status
        self._before_asking = self._state = ConnectionState(StateKind.NOT_ASKED)

    @property
    def may_be_asked_while_typing(self) -> bool:
        """Whether nothing is known that would make each pause in typing a vain attempt."""
        return self._state.kind not in _NOT_TO_BOTHER

    def use(self, connection: Connection) -> None:
        """Begin anew with a connection that nobody has asked yet."""
        kind = StateKind.SAMPLE if connection.is_sample else StateKind.NOT_ASKED
        self._before_asking = ConnectionState(kind)
        self._show(self._before_asking)

    def note_start(self) -> None:
        """Say that the first look-up connects."""
        if self._state.kind is StateKind.NOT_ASKED:
            self._show(ConnectionState(StateKind.CONNECTING))

    def note_cancel(self) -> None:
        """Take back what was said of connecting."""
        if self._state.kind is StateKind.CONNECTING:
            self._show(self._before_asking)

    def note(self, answer: Answer) -> None:
        """Take what an answer says of the connection."""
        if _is_of_the_search_alone(answer):
            self.note_cancel()
            return
        state = state_after(self._state, answer.outcome, datetime.now().astimezone())
        if state is not self._state:
            self._show(state)

    def _show(self, state: ConnectionState) -> None:
        self._state = state
        self._status.show_state(state)


def _is_of_the_search_alone(answer: Answer) -> bool:
    outcome = answer.outcome
    return (
        answer.question.search_only
        and isinstance(outcome, Problem)
        and outcome.kind not in _OF_THE_WHOLE_CONNECTION
    )
