"""``profile-browser find``: finds people by a text, as in the window."""

from __future__ import annotations

import logging
from time import perf_counter
from typing import TYPE_CHECKING

from profile_browser.domain.question import Question
from profile_browser.lookups.strategy import ask
from profile_browser.records.lookup_log import log_lookup
from profile_browser.terminal.answers import exit_code, report, trimmed_username
from profile_browser.terminal.signing_in import SignedInStore

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection

_log = logging.getLogger(__name__)


def find(connection: Connection, text: str, *, limit: int, as_json: bool, reason: str = "") -> int:
    """Look up a text, print at most ``limit`` people, and return the exit code.

    The reason is for the audit log.
    """
    store = SignedInStore(connection)
    question = Question(trimmed_username(text, connection.record), reason=reason)
    started = perf_counter()
    try:
        outcome = ask(store, connection, question, limit)
        seconds = perf_counter() - started
    finally:
        store.close()
    report(outcome, as_json=as_json)
    log_lookup(_log, question.text, outcome, seconds, connection.title)
    return exit_code(outcome)
