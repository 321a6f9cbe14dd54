"""The audit log: its entries, the stated reasons, and the protocol of its writer."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.connection import Connection

LONGEST_REASON = 200  # characters
FOUND, LISTED, MISSING = "found", "listed", "missing"  # outcomes of entries


class Action(StrEnum):
    """A lookup by exact username, a search, or a read of a record's details."""

    LOOK_UP = "look_up"
    SEARCH = "search"
    READ_DETAILS = "read_details"


@dataclass(frozen=True)
class Read:
    """An entry: one person who was asked for, or whom an answer shows.

    The outcome is ``found``, ``listed``, ``missing`` or a kind of problem. The reason is what the
    user stated, as ``reason_of`` returns it.
    """

    username: str = field(repr=False)
    action: Action
    outcome: str
    milliseconds: float
    reason: str = field(default="", repr=False)


def reason_of(text: str) -> str:
    """Return what a text states as a reason: one line, without characters that cannot be seen."""
    visible = (each for each in text if each.isprintable() or each.isspace())
    return " ".join("".join(visible).split())


class NotRecordedError(Exception):
    """The audit log cannot be written. The message is the system's reason and names no person."""


class AuditLogger(Protocol):
    """Writes the audit log. Any thread and any number of processes may write to it."""

    @property
    def folder(self) -> str:
        """Where the audit log is kept, for error messages; empty if not configured."""
        ...

    def prepare(self) -> None:
        """Check that entries can be written now. Raises NotRecordedError."""
        ...

    def write(self, connection: Connection, reads: Sequence[Read]) -> None:
        """Write the entries of one answer, all or none. Raises NotRecordedError."""
        ...
