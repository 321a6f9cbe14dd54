"""The services behind the window: stores, checks, passwords and connection files."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol

from profile_browser.domain.problem import Problem, ProblemError, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from profile_browser.domain.check import StageResult
    from profile_browser.domain.configuration import Configuration
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.password_source import PasswordSource
    from profile_browser.domain.store import ProfileStore, StoreOpener
    from profile_browser.domain.store_kind import StoreKinds
    from profile_browser.records.audit_log import AuditLog
    from profile_browser.stores.adapter import StoreRegistry


class Passwords(Protocol):
    """Finds and saves the passwords of connections."""

    @property
    def has_variable(self) -> bool:
        """Whether an environment variable gives a password, which beats the keyring."""
        ...

    @property
    def can_keep(self) -> bool:
        """Whether a password can be saved beyond this run."""
        ...

    def find(self, connection: Connection) -> str | None:
        """Return the password. Any thread may call this."""
        ...

    def source(self, connection: Connection) -> PasswordSource | None:
        """Return where the password comes from. This may block; any thread may call it."""
        ...

    def remember(self, connection: Connection, password: str, *, keep: bool) -> bool:
        """Use this password from now on; with ``keep``, save it for later runs too.

        Returns whether it was saved.
        """
        ...

    def forget(self, connection: Connection) -> bool:
        """Delete the password."""
        ...

    def explain(self, problem: Problem) -> Problem:
        """Name the variable in a refused sign-in, if the refused password came from it."""
        ...


class ConnectionFiles(Protocol):
    """Reads and edits the configured connections."""

    def read(self) -> Configuration:
        """Return the current configuration."""
        ...

    def save(self, connection: Connection, replacing: str = "") -> str:
        """Save a connection, replacing the one with this key, if given. Return its key.

        Raises ConfigurationError.
        """
        ...

    def delete(self, key: str) -> None:
        """Delete a connection. Raises ConfigurationError."""
        ...


class Services(NamedTuple):
    """The services behind the window. Tests replace them."""

    kinds: StoreKinds
    samples: tuple[Connection, ...]  # the usual one first
    open_store: StoreOpener
    # These block, and never raise.
    check: Callable[[Connection], Iterator[StageResult]]
    look_at_network: Callable[[Connection], Iterator[StageResult]]
    passwords: Passwords
    files: ConnectionFiles


class SignedInStores:
    """Opens and checks connections with their saved passwords.

    The keyring may block, so it is read on the worker thread that needs the password. So are the
    files, for the audit rules.
    """

    def __init__(
        self, registry: StoreRegistry, passwords: Passwords, files: ConnectionFiles
    ) -> None:
        self._registry, self._passwords, self._files = registry, passwords, files

    def open_store(self, connection: Connection) -> ProfileStore:
        """Return a store that loads its password, and its audit log, lazily."""
        from profile_browser.stores.audited import audited

        return audited(connection, self._open_unaudited_store, self._open_audit_log)

    def check(self, connection: Connection) -> Iterator[StageResult]:
        """Check a connection with its own password or the saved one."""
        complete = self._with_password(connection)
        yield from self._registry.adapter_of(connection).check(complete)

    def look_at_network(self, connection: Connection) -> Iterator[StageResult]:
        """Check whether a host has a name and an open port, without a password."""
        from profile_browser.domain.check import NETWORK_STAGES

        stages = self._registry.adapter_of(connection).check(connection)
        return islice(stages, len(NETWORK_STAGES))

    def _open_unaudited_store(self, connection: Connection) -> ProfileStore:
        from profile_browser.stores.store import Store

        return Store(connection, self._registry.adapter_of(connection), self._require_password)

    def _open_audit_log(self) -> AuditLog:
        from profile_browser.records.audit_log import AuditLog

        return AuditLog(self._files.read().audit)

    def _require_password(self, connection: Connection) -> Connection:
        complete = self._with_password(connection)
        if not (complete.password or complete.is_sample):
            raise ProblemError(Problem(Reason.PASSWORD_MISSING, connection))
        return complete

    def _with_password(self, connection: Connection) -> Connection:
        if connection.password or connection.is_sample:
            return connection
        return replace(connection, password=self._passwords.find(connection) or "")
