"""What is behind the window: stores, checks, passwords and the files of connections."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from profile_browser.domain.problem import Problem, ProblemError, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from profile_browser.domain.check import ConnectionCheck, StageResult
    from profile_browser.domain.configuration import Configuration
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store import ProfileStore
    from profile_browser.domain.store_kind import StoreKinds
    from profile_browser.records.audit_log import AuditLog
    from profile_browser.stores.adapter import StoreRegistry


class Passwords(Protocol):
    """Where the password of a connection is found and kept."""

    @property
    def is_fixed(self) -> bool:
        """Whether the environment gives the password, whatever is entered."""
        ...

    @property
    def can_keep(self) -> bool:
        """Whether a password can outlive this run."""
        ...

    def find(self, connection: Connection) -> str | None:
        """Return the password; any thread may ask."""
        ...

    def remember(self, connection: Connection, password: str, *, keep: bool) -> bool:
        """Use this password from now on, in later runs too where it is to be kept."""
        ...

    def forget(self, connection: Connection) -> bool:
        """Discard the password."""
        ...


class ConnectionFiles(Protocol):
    """Where connections are set up."""

    def read(self) -> Configuration:
        """Return what is set up now."""
        ...

    def save(self, connection: Connection, replacing: str = "") -> str:
        """Keep a connection, in place of the one of its key where it has one; return the key.

        Raises ConfigurationError.
        """
        ...

    def delete(self, key: str) -> None:
        """Take a connection out. Raises ConfigurationError."""
        ...


class Services(NamedTuple):
    """What is behind the window; tests put other things there."""

    kinds: StoreKinds
    sample: Connection
    open_store: Callable[[Connection], ProfileStore]
    check: ConnectionCheck
    passwords: Passwords
    files: ConnectionFiles


class SignedInStores:
    """Opens and checks connections with the password that is known for them.

    The keyring may keep its caller waiting, so it is asked on the thread that needs the password.
    So are the files, which say where reads are recorded.
    """

    def __init__(
        self, registry: StoreRegistry, passwords: Passwords, files: ConnectionFiles
    ) -> None:
        self._registry, self._passwords, self._files = registry, passwords, files

    def open_store(self, connection: Connection) -> ProfileStore:
        """Return a store that finds its password, and its record of reads, when it needs them."""
        from profile_browser.stores.audited import audited

        return audited(connection, self._open_unaudited_store, self._open_audit_log)

    def check(self, connection: Connection) -> Iterator[StageResult]:
        """Check a connection with its own password, or the one that is known for it."""
        complete = self._with_password(connection)
        yield from self._registry.adapter_of(connection).check(complete)

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
