"""What stands behind the window: stores, checks, passwords and the files of connections."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.domain.check import ConnectionCheck
    from profile_browser.domain.configuration import Configuration
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store import ProfileStore


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
    """What stands behind the window; tests put other things there."""

    open_store: Callable[[Connection], ProfileStore]
    check: ConnectionCheck
    passwords: Passwords
    files: ConnectionFiles
