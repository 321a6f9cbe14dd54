"""``profile-browser lookup``: prints users to standard output, the rest to standard error."""

from __future__ import annotations

import logging
from time import perf_counter
from typing import TYPE_CHECKING

from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.messages import terminal as wording
from profile_browser.records.lookup_log import log_lookup
from profile_browser.terminal.answers import ExitCode, exit_code, report, trimmed_username
from profile_browser.terminal.signing_in import SignedInStore
from profile_browser.terminal.streams import print_error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store import ProfileStore

_log = logging.getLogger(__name__)

# The next lookup would fail in the same way, after the same wait.
_WOULD_FAIL_AGAIN = {
    ProblemKind.MISCONFIGURED,
    ProblemKind.UNTRUSTED,
    ProblemKind.NOT_RECORDED,
    ProblemKind.UNREACHABLE,
    ProblemKind.TIMED_OUT,
    ProblemKind.WRONG_SIGN_IN,
    ProblemKind.NOT_ALLOWED,
}


def look_up_all(
    connection: Connection,
    texts: Sequence[str],
    *,
    as_json: bool,
    exactly: bool = False,
    reason: str = "",
) -> int:
    """Look up each user, print the outcomes, and return the exit code.

    With ``exactly``, nothing around the usernames is removed. The reason is for the audit log.
    """
    store = SignedInStore(connection)
    layout = connection.record
    usernames = texts if exactly else [trimmed_username(text, layout) for text in texts]
    try:
        return _look_up_all(store, connection.title, usernames, as_json=as_json, reason=reason)
    finally:
        store.close()


def _look_up_all(
    store: ProfileStore, title: str, usernames: Sequence[str], *, as_json: bool, reason: str
) -> ExitCode:
    worst = ExitCode.ALL_FOUND
    for position, username in enumerate(usernames):
        started = perf_counter()
        outcome = store.look_up(username, reason)
        seconds = perf_counter() - started
        report(outcome, as_json=as_json)
        log_lookup(_log, username, outcome, seconds, title)
        worst = max(worst, exit_code(outcome))
        if isinstance(outcome, Problem) and outcome.kind in _WOULD_FAIL_AGAIN:
            _print_skipped(len(usernames) - position - 1)
            break
    return worst


def _print_skipped(count: int) -> None:
    if count:
        print_error(wording.lookups_skipped(count))
