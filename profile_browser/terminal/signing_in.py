"""A store for a command: where the sign-in is refused, a person at a terminal is asked again."""

from __future__ import annotations

import signal
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.messages import terminal as wording
from profile_browser.records.audit_log import ReadRecord
from profile_browser.settings.passwords import Passwords, PasswordSource, asked_password
from profile_browser.stores.audited import recorded
from profile_browser.stores.registry import STORES
from profile_browser.stores.store import Store
from profile_browser.terminal import streams

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.question import Question
    from profile_browser.domain.store import ProfileStore
    from profile_browser.domain.user import User

MOST_TRIES = 3


def open_recorded(connection: Connection) -> ProfileStore:
    """Return a store whose answers are recorded first, where the administrator demands it."""
    return recorded(connection, _open_store, _record)


def _open_store(connection: Connection) -> ProfileStore:
    return Store(connection, STORES.adapter_of(connection))


def _record() -> ReadRecord:
    from profile_browser.settings import connection_files  # noqa: PLC0415 - most reads are not recorded

    files = connection_files.configuration_files()
    return ReadRecord(connection_files.read_configuration(*files, STORES.kinds).audit)


class SignedInStore:
    """A ProfileStore that discards a refused password and asks for another, three times at most.

    A password that was in the keyring is replaced there once the new one is accepted.
    """

    def __init__(
        self,
        connection: Connection,
        passwords: Passwords | None = None,
        opener: Callable[[Connection], ProfileStore] = open_recorded,
    ) -> None:
        self._connection = connection
        self._passwords = passwords or Passwords()
        self._opener = opener
        self._store = opener(connection)

    def look_up(self, username: str) -> Outcome:
        """Return what the store knows of this user."""
        return self._asked(lambda store: store.look_up(username))

    def search(self, question: Question, limit: int) -> Outcome:
        """Return whom a search finds."""
        return self._asked(lambda store: store.search(question, limit))

    def suggest(self, text: str, limit: int) -> tuple[User, ...]:
        """Return people whose username begins so."""
        return self._store.suggest(text, limit)

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def _asked(self, ask: Callable[[ProfileStore], Outcome]) -> Outcome:
        outcome = ask(self._store)
        source = self._passwords.source(self._connection) if _is_refused(outcome) else None
        tries = 1
        while _is_refused(outcome) and tries < MOST_TRIES and self._takes_another(source):
            outcome = ask(self._store)
            tries += 1
        if tries > 1 and not _is_refused(outcome):
            keep = source is PasswordSource.KEYRING
            self._passwords.remember(self._connection, self._connection.password, keep=keep)
        return outcome

    def _takes_another(self, source: PasswordSource | None) -> bool:
        """Ask for a password, and open a store with it; False where nobody can or will answer."""
        if source is PasswordSource.ENVIRONMENT or sys.stdin is None or not sys.stdin.isatty():
            return False
        self._passwords.forget(self._connection)
        streams.complain(wording.sign_in_refused(self._connection.title))
        password = _prompted(self._connection)
        if not password:
            return False
        self._store.close()
        self._connection = replace(self._connection, password=password)
        self._store = self._opener(self._connection)
        return True


def _is_refused(outcome: Outcome) -> bool:
    return isinstance(outcome, Problem) and outcome.kind is ProblemKind.WRONG_SIGN_IN


def _prompted(connection: Connection) -> str:
    """Ask without an echo; an interrupt must reach Python here, which turns the echo on again."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return asked_password(connection)
    finally:
        signal.signal(signal.SIGINT, before)
