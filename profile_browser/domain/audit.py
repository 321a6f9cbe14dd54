"""The record of reads: who demands it, what a line of it says, and who keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.connection import Connection


@dataclass(frozen=True)
class AuditRules:
    """What the administrator's file says of the record.

    ``required`` means every connection but the sample directory. The folder is absolute; it and
    the key, with which usernames are hashed, are empty where they are not set as they must be.
    """

    required: bool = False
    folder: str = ""
    key: str = field(default="", repr=False)

    def applied_to(self, connection: Connection) -> Connection:
        """Return the connection with its reads recorded, where these rules demand it."""
        demanded = self.required and not connection.is_sample
        return replace(connection, audit=True) if demanded else connection


class Action(StrEnum):
    """What was done: a username was looked up by its key, or a text was searched for."""

    LOOK_UP = "look_up"
    SEARCH = "search"


@dataclass(frozen=True)
class Read:
    """One person that was asked for, or that an answer shows.

    The outcome is ``found``, ``listed``, ``missing`` or a kind of problem.
    """

    username: str = field(repr=False)
    action: Action
    outcome: str
    milliseconds: float


class NotRecordedError(Exception):
    """The record cannot be written; the message is the system's reason, and names no person."""


class AuditLogger(Protocol):
    """Keeps the record of reads; any thread and any number of processes may write to it."""

    @property
    def folder(self) -> str:
        """Where the record is kept, for whoever must put it right; empty where nobody set it."""
        ...

    def prepare(self) -> None:
        """Make sure that reads can be recorded now. Raises NotRecordedError."""
        ...

    def write(self, connection: Connection, reads: Sequence[Read]) -> None:
        """Record the reads of one answer, all or none of them. Raises NotRecordedError."""
        ...
