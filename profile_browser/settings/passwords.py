"""The password or token of a connection: never an option, which a list of processes would show."""

from __future__ import annotations

import os
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from profile_browser.domain.password_source import PasswordSource
from profile_browser.domain.problem import ProblemKind
from profile_browser.settings.keyring_entries import KeyringEntries
from profile_browser.settings.selection import PASSWORD_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.problem import Problem


class Passwords:
    """Finds the password of a connection by its address and database user; any thread may ask.

    What was entered in this run beats the environment variable, and that beats the keyring.
    """

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self._variables = os.environ if environment is None else environment
        self._keyring = KeyringEntries()
        self._lock = Lock()
        self._entered: dict[tuple[str, str], str] = {}

    @property
    def has_variable(self) -> bool:
        """Whether the environment has a password, which takes precedence over the keyring."""
        return bool(self._variables.get(PASSWORD_VARIABLE))

    @property
    def can_keep(self) -> bool:
        """Whether a password can outlive this run. The first time it may take a while."""
        return self._keyring.usable

    def find(self, connection: Connection) -> str | None:
        """Return the password. It may wait for the person to unlock the keyring."""
        return self._found(connection)[0]

    def source(self, connection: Connection) -> PasswordSource | None:
        """Return where the password comes from; None where it must be asked for."""
        return self._found(connection)[1]

    def remember(self, connection: Connection, password: str, *, keep: bool) -> bool:
        """Use this password from now on, in later runs too where it is to be kept.

        Returns whether it is in the keyring now; if not, it is used for this run only.
        In this run it also beats the environment variable.
        """
        kept = keep and bool(password) and self._keyring.put(connection, password)
        with self._lock:
            self._entered.pop(connection.login, None)
            if password and (self.has_variable or not kept):
                self._entered[connection.login] = password
        return kept

    def forget(self, connection: Connection) -> bool:
        """Discard the password. Return whether none is in the keyring any more.

        The environment variable stays.
        """
        with self._lock:
            self._entered.pop(connection.login, None)
        return self._keyring.delete(connection)

    def explain(self, problem: Problem) -> Problem:
        """Name the variable in a refused sign-in, if the refused password came from it."""
        if problem.kind is not ProblemKind.WRONG_SIGN_IN or not self.has_variable:
            return problem
        if self.source(problem.connection) is not PasswordSource.ENVIRONMENT:
            return problem
        return replace(problem, values={**problem.values, "variable": PASSWORD_VARIABLE})

    def _found(self, connection: Connection) -> tuple[str | None, PasswordSource | None]:
        with self._lock:
            password = self._entered.get(connection.login)
        if password:
            return password, PasswordSource.ENTERED
        if password := self._variables.get(PASSWORD_VARIABLE):
            return password, PasswordSource.ENVIRONMENT
        password = self._keyring.get(connection)
        return password, PasswordSource.KEYRING if password else None
