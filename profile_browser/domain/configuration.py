"""The configured connections, where they come from, and who may edit them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from profile_browser.domain.audit import AuditRules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.connection import Connection


class ConfigurationError(ValueError):
    """Settings that cannot be used or saved. The message is a sentence for the user."""


class Source(StrEnum):
    """Where a connection is configured."""

    SYSTEM = "system"
    OWN = "own"
    OPTIONS = "options"
    SAMPLE = "sample"


@dataclass(frozen=True)
class KnownConnection:
    """A connection, its source, and whether the user may edit or delete it."""

    connection: Connection
    source: Source
    editable: bool = False


@dataclass(frozen=True)
class Configuration:
    """The contents of the configuration files.

    ``faults`` are sentences, one for each table or file that cannot be used. ``writable`` is False
    if the user's own file could not be read, so that it is never overwritten, or if the
    administrator allows only the system's connections. ``audit`` are the administrator's audit
    rules; they are already applied to the connections. ``blocked`` is a sentence that says why no
    server may be asked: the administrator's file cannot be read.
    """

    known: tuple[KnownConnection, ...] = ()
    faults: tuple[str, ...] = ()
    others_allowed: bool = True
    writable: bool = True
    audit: AuditRules = field(default_factory=AuditRules)
    blocked: str = ""
    title_shows_username: bool = False

    @property
    def by_key(self) -> Mapping[str, KnownConnection]:
        """The connections by key, in file order, the system's first."""
        return {known.connection.key: known for known in self.known}

    def has_login_of(self, connection: Connection) -> bool:
        """Whether a configured connection has the same address and database user."""
        login = (connection.connection_string, connection.username)
        return any(
            (known.connection.connection_string, known.connection.username) == login
            for known in self.known
        )
