"""The details of a record: what the store itself keeps about it, and never its content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from profile_browser.domain.outcome import Missing
from profile_browser.domain.problem import Problem

if TYPE_CHECKING:
    from datetime import datetime

Never = Literal["never"]
NEVER: Final = "never"


class RecordDetails(NamedTuple):
    """What a store keeps about one record. None stands for what the store does not say.

    ``revision`` changes with each change of the record; a StoreKind says what it is called there.
    ``expiry`` is when the store deletes the record, or NEVER. Times have a time zone.
    """

    document_id: str
    revision: str | None = None
    expiry: datetime | Never | None = None
    last_change: datetime | None = None


class DetailsQuestion(NamedTuple):
    """A username whose record's details to read, and the reason for the audit log."""

    username: str
    reason: str = ""


DetailsOutcome = RecordDetails | Missing | Problem
