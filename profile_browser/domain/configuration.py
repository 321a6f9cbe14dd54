"""Which connections there are, who set them up, and what may be done with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from profile_browser.domain.audit import AuditRules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.connection import Connection


class ConfigurationError(ValueError):
    """Settings that cannot be used or kept; the message is a sentence for a person."""


class Source(StrEnum):
    """Where a connection was set up."""

    SYSTEM = "system"
    OWN = "own"
    OPTIONS = "options"
    SAMPLE = "sample"


class PasswordSource(StrEnum):
    """Where a password comes from, the strongest first."""

    ENVIRONMENT = "environment"
    ENTERED = "entered"
    KEYRING = "keyring"


@dataclass(frozen=True)
class KnownConnection:
    """A connection, where it comes from, and whether the person may change or delete it."""

    connection: Connection
    source: Source
    editable: bool = False


@dataclass(frozen=True)
class Configuration:
    """All that the files say.

    ``faults`` are sentences, one for each table or file that could not be used. ``writable`` is
    False where the person's own file could not be read, so that it is never overwritten, and
    where the administrator allows no other connections than the system's. ``audit`` is what the
    administrator demands of the record of reads; the connections heed it already.
    """

    known: tuple[KnownConnection, ...] = ()
    faults: tuple[str, ...] = ()
    others_allowed: bool = True
    writable: bool = True
    audit: AuditRules = field(default_factory=AuditRules)

    @property
    def by_key(self) -> Mapping[str, KnownConnection]:
        """The connections by their keys, in the order of the files, the system's first."""
        return {known.connection.key: known for known in self.known}

    def has_login_of(self, connection: Connection) -> bool:
        """Whether one of the connections has this one's address and account."""
        account = (connection.connection_string, connection.username)
        return any(
            (known.connection.connection_string, known.connection.username) == account
            for known in self.known
        )
