"""The configured connections, where they come from, and who may edit them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from profile_browser.domain.audit_rules import AuditRules
from profile_browser.domain.connection import Connection
from profile_browser.domain.masking import USUAL_MASKS, MaskRules

LARGEST_LIST = 10_000  # entries, unless the administrator sets another number
CLEAR_AFTER = 5  # minutes without input, unless a file says otherwise


class ConfigurationError(ValueError):
    """Settings that cannot be used or saved.

    The message is a sentence for the terminal, and may name files and keys. ``summary`` is the
    sentence for the window, which does not; it defaults to the message.
    """

    def __init__(self, message: str, summary: str = "") -> None:
        super().__init__(message)
        self.summary = summary or message


class Source(StrEnum):
    """Where a connection is configured."""

    SYSTEM = "system"
    OWN = "own"
    OPTIONS = "options"
    SAMPLE = "sample"


class KnownConnection(NamedTuple):
    """A connection, its source, and whether the user may edit or delete it."""

    connection: Connection
    source: Source
    editable: bool = False


class Configuration(NamedTuple):
    """The contents of the configuration files.

    ``faults`` are sentences, one for each table or file that cannot be used; ``own_faults`` are
    those among them that the user's own file caused. ``writable`` is False if that file could not
    be read, so that it is never overwritten, or if the administrator allows only the system's
    connections. ``audit`` are the administrator's audit rules; they are already applied to the
    connections. ``blocked`` is a sentence that says why no server may be asked: the
    administrator's file cannot be read. ``largest_list`` is how many entries a list can have.
    ``offer_copied`` is None where a person may switch it on in the window.
    ``clear_after`` is after how many minutes without input the window is cleared; 0 is never.
    """

    known: tuple[KnownConnection, ...] = ()
    faults: tuple[str, ...] = ()
    own_faults: tuple[str, ...] = ()
    others_allowed: bool = True
    sample_allowed: bool = True
    writable: bool = True
    audit: AuditRules = AuditRules()
    blocked: str = ""
    title_shows_username: bool = False
    offer_copied: bool | None = None
    masks: MaskRules = USUAL_MASKS
    largest_list: int = LARGEST_LIST
    clear_after: int = CLEAR_AFTER

    @property
    def system_faults(self) -> tuple[str, ...]:
        """The faults that the administrator's file caused."""
        return tuple(fault for fault in self.faults if fault not in self.own_faults)

    def allows_lookups_on(self, connection: Connection) -> bool:
        """Whether accounts can be looked up on this connection, and recorded if they must be."""
        if connection.is_sample or connection.is_absent or self.blocked:
            return False
        return self.audit.is_usable or not connection.audit

    @property
    def by_key(self) -> Mapping[str, KnownConnection]:
        """The connections by key, in file order, the system's first."""
        return {known.connection.key: known for known in self.known}

    def has_login_of(self, connection: Connection) -> bool:
        """Whether a configured connection has the same address and database user."""
        return any(known.connection.login == connection.login for known in self.known)
