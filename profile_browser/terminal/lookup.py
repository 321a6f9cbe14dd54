"""``profile-browser lookup``: prints users to standard output, the rest to standard error."""

from __future__ import annotations

import logging
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.outcome import Found
from profile_browser.domain.problem import Problem
from profile_browser.domain.store_kind import Capability
from profile_browser.messages import terminal as wording
from profile_browser.messages.window import details_not_kept
from profile_browser.records.lookup_log import log_details, log_lookup
from profile_browser.terminal.answers import ExitCode, exit_code, report, trimmed_username
from profile_browser.terminal.details import printed, report_failure
from profile_browser.terminal.signing_in import SignedInStore
from profile_browser.terminal.streams import print_error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.details import DetailsOutcome
    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.store import ProfileStore
    from profile_browser.terminal.details import PrintedDetails

_log = logging.getLogger(__name__)


class LookupOptions(NamedTuple):
    """How users are looked up and printed.

    With ``exactly``, nothing around the usernames is removed. With ``details``, those of each
    record are printed, too. The reason is for the audit log.
    """

    as_json: bool = False
    exactly: bool = False
    details: bool = False
    reason: str = ""


def look_up_all(connection: Connection, texts: Sequence[str], options: LookupOptions) -> int:
    """Look up each user, print the outcomes, and return the exit code.

    Raises ConfigurationError if the store cannot do what the options want.
    """
    if options.details and Capability.DETAILS not in connection.capabilities:
        raise ConfigurationError(details_not_kept(connection.title))
    store = SignedInStore(connection)
    layout = connection.record
    usernames = texts if options.exactly else [trimmed_username(text, layout) for text in texts]
    try:
        return _Lookups(store, connection, options).run(usernames)
    finally:
        store.close()


class _Lookups:
    """Looks up users, one after another, and prints the outcomes."""

    def __init__(self, store: ProfileStore, connection: Connection, options: LookupOptions) -> None:
        self._store, self._connection, self._options = store, connection, options

    def run(self, usernames: Sequence[str]) -> ExitCode:
        """Look up all users, but stop at a problem that the next one would have, too."""
        worst = ExitCode.ALL_FOUND
        for position, username in enumerate(usernames, start=1):
            outcomes = self._look_up(username)
            worst = max(worst, *map(exit_code, outcomes))
            if any(map(_would_fail_again, outcomes)):
                _print_skipped(len(usernames) - position)
                break
        return worst

    def _look_up(self, username: str) -> list[Outcome | DetailsOutcome]:
        started = perf_counter()
        outcome = self._store.look_up(username, self._options.reason)
        seconds = perf_counter() - started
        details = self._details_of(username, outcome)
        report(outcome, as_json=self._options.as_json, details=self._printed(details))
        log_lookup(_log, username, outcome, seconds, self._connection.title)
        if details is None:
            return [outcome]
        report_failure(details)
        log_details(_log, details, self._connection.title)
        return [outcome, details]

    def _details_of(self, username: str, outcome: Outcome) -> DetailsOutcome | None:
        if self._options.details and isinstance(outcome, Found):
            return self._store.read_details(username, self._options.reason)
        return None

    def _printed(self, details: DetailsOutcome | None) -> PrintedDetails | None:
        return None if details is None else printed(details, self._connection.kind)


def _would_fail_again(outcome: Outcome | DetailsOutcome) -> bool:
    return isinstance(outcome, Problem) and outcome.would_repeat


def _print_skipped(count: int) -> None:
    if count:
        print_error(wording.lookups_skipped(count))
