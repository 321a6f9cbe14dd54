"""``profile-browser lookup``: users on standard output, everything else on standard error."""

from __future__ import annotations

import sys
from enum import IntEnum
from typing import TYPE_CHECKING

from profile_browser.domain import copies
from profile_browser.domain.outcome import Found, Missing, Problem, ProblemKind
from profile_browser.domain.question import username_of
from profile_browser.domain.wording import terminal as wording
from profile_browser.stores.opening import LazyStore
from profile_browser.terminal.streams import complain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.store import ProfileStore
    from profile_browser.domain.user import User


class ExitCode(IntEnum):
    """What the command tells the shell; the worst of several look-ups counts."""

    ALL_FOUND = 0
    SOME_MISSING = 1
    BAD_CONFIGURATION = 2
    NOT_ASKED = 3


_OWN_FAULT = {ProblemKind.BAD_INPUT, ProblemKind.MISCONFIGURED}
# The next look-up would end in the same, after the same wait.
_NO_USE_TO_GO_ON = {
    ProblemKind.MISCONFIGURED,
    ProblemKind.UNREACHABLE,
    ProblemKind.TIMED_OUT,
    ProblemKind.WRONG_SIGN_IN,
    ProblemKind.NOT_ALLOWED,
}


def look_up_all(connection: Connection, texts: Sequence[str], *, as_json: bool) -> int:
    """Look each user up, print what was found, and return the exit code."""
    store = LazyStore(connection)
    try:
        return _look_up_all(store, [username_of(text) for text in texts], as_json=as_json)
    finally:
        store.close()


def _look_up_all(store: ProfileStore, usernames: Sequence[str], *, as_json: bool) -> ExitCode:
    worst = ExitCode.ALL_FOUND
    for position, username in enumerate(usernames):
        outcome = store.look_up(username)
        _report(outcome, as_json=as_json)
        worst = max(worst, _exit_code(outcome))
        if isinstance(outcome, Problem) and outcome.kind in _NO_USE_TO_GO_ON:
            _say_what_is_left(len(usernames) - position - 1)
            break
    return worst


def _report(outcome: Outcome, *, as_json: bool) -> None:
    match outcome:
        case Found(user=user, notice=notice):
            print(_json(user) if as_json else f"{copies.as_text(user)}\n", flush=True)
            if notice:
                complain(notice)
        case Missing(username=username, connection=connection):
            complain(wording.missing(username, connection))
        case problem:
            complain(wording.problem(problem))


def _exit_code(outcome: Outcome) -> ExitCode:
    match outcome:
        case Found():
            return ExitCode.ALL_FOUND
        case Missing():
            return ExitCode.SOME_MISSING
        case problem:
            own_fault = problem.kind in _OWN_FAULT
            return ExitCode.BAD_CONFIGURATION if own_fault else ExitCode.NOT_ASKED


def _say_what_is_left(count: int) -> None:
    if count:
        complain(wording.not_asked(count))


def _json(user: User) -> str:
    return copies.as_json(user, ascii_only=sys.stdout.encoding.lower() != "utf-8")
