"""A store for a command, which asks for the password again if the sign-in is refused."""

from __future__ import annotations

import signal
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from profile_browser.domain.password_source import PasswordSource
from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.messages.passwords import sign_in_refused
from profile_browser.records.audit_log import AuditLog
from profile_browser.settings.passwords import Passwords
from profile_browser.settings.selection import PASSWORD_VARIABLE
from profile_browser.stores.audited import audited
from profile_browser.stores.registry import STORES
from profile_browser.stores.store import Store
from profile_browser.terminal import streams
from profile_browser.terminal.chosen_connection import read_configuration
from profile_browser.terminal.password_prompt import asked_password

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.details import DetailsOutcome
    from profile_browser.domain.outcome import Outcome, Outcomes
    from profile_browser.domain.question import Question
    from profile_browser.domain.store import ProfileStore, StoreOpener
    from profile_browser.domain.user import User

MAX_TRIES = 3
_AnyOutcome = TypeVar("_AnyOutcome", "Outcome", "DetailsOutcome", "Outcomes")


def open_audited_store(connection: Connection) -> ProfileStore:
    """Return a store, audited if the administrator requires it."""
    return audited(connection, _open_store, _open_audit_log)


def _open_store(connection: Connection) -> ProfileStore:
    return Store(connection, STORES.adapter_of(connection))


def _open_audit_log() -> AuditLog:
    return AuditLog(read_configuration().audit)


class SignIn:
    """The password of a connection, asked for again after a refusal, up to twice.

    If the refused password was in the keyring, the accepted one replaces it there.
    """

    def __init__(self, connection: Connection, passwords: Passwords | None = None) -> None:
        self.connection = connection
        self._passwords = passwords or Passwords()
        self._source: PasswordSource | None = None
        self._tries = 1

    def renew(self, problem: Problem) -> bool:
        """Prompt for another password, on the main thread. Return False without one."""
        if self._tries == 1:
            self._source = self._passwords.source(self.connection)
        if self._tries >= MAX_TRIES or sys.stdin is None or not sys.stdin.isatty():
            return False
        variable = PASSWORD_VARIABLE if self._source is PasswordSource.ENVIRONMENT else ""
        if not variable:
            self._passwords.forget(self.connection)
        streams.print_error(sign_in_refused(problem, variable))
        password = _prompt_password(self.connection)
        self._tries += 1
        if password:
            self.connection = replace(self.connection, password=password)
        return bool(password)

    def accept(self) -> None:
        """Use a new password for the rest of the run, and in the keyring if the old was there."""
        if self._tries > 1:
            keep = self._source is PasswordSource.KEYRING
            self._passwords.remember(self.connection, self.connection.password, keep=keep)
            self._tries = 1

    def explain(self, problem: Problem) -> Problem:
        """Name the variable in a refused sign-in, if the refused password came from it."""
        return self._passwords.explain(problem)


class SignedInStore:
    """A ProfileStore that asks for the password again if it is refused."""

    def __init__(
        self,
        connection: Connection,
        passwords: Passwords | None = None,
        open_store: StoreOpener = open_audited_store,
    ) -> None:
        self._sign_in = SignIn(connection, passwords)
        self._open_store = open_store
        self._store = open_store(connection)

    def look_up(self, username: str, reason: str = "") -> Outcome:
        """Look up this username by key."""
        return self._ask_with_retries(lambda store: store.look_up(username, reason))

    def look_up_all(self, usernames: Sequence[str], reason: str = "", at_once: int = 1) -> Outcomes:
        """Look up usernames, at most so many at the same time."""
        return self._ask_with_retries(lambda store: store.look_up_all(usernames, reason, at_once))

    def read_details(self, username: str, reason: str = "") -> DetailsOutcome:
        """Return what the store keeps about this user's record."""
        return self._ask_with_retries(lambda store: store.read_details(username, reason))

    def search(self, question: Question, limit: int) -> Outcome:
        """Search the store."""
        return self._ask_with_retries(lambda store: store.search(question, limit))

    def suggest(self, text: str, limit: int) -> tuple[User, ...]:
        """Return people whose username starts with this text."""
        return self._store.suggest(text, limit)

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def _ask_with_retries(
        self, ask: Callable[[ProfileStore], _AnyOutcome]
    ) -> _AnyOutcome | Problem:
        outcome: _AnyOutcome | Problem = ask(self._store)
        if isinstance(outcome, Problem):
            outcome = self._sign_in.explain(outcome)
        while (problem := _wrong_sign_in(outcome)) and self._sign_in.renew(problem):
            self._store.close()
            self._store = self._open_store(self._sign_in.connection)
            outcome = ask(self._store)
        if problem is None:
            self._sign_in.accept()
        return outcome


def _wrong_sign_in(outcome: Outcome | DetailsOutcome | Mapping[str, Outcome]) -> Problem | None:
    if isinstance(outcome, Mapping):
        return next(filter(None, map(_wrong_sign_in, outcome.values())), None)
    if isinstance(outcome, Problem) and outcome.kind is ProblemKind.WRONG_SIGN_IN:
        return outcome
    return None


def _prompt_password(connection: Connection) -> str:
    """Prompt without echo. Python must handle Ctrl+C here, to turn the echo on again."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return asked_password(connection)
    finally:
        signal.signal(signal.SIGINT, before)
