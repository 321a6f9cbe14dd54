"""Text of a record's details: what the store keeps about it besides its content."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from profile_browser.domain.details import NEVER
from profile_browser.messages.plain_text import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from profile_browser.domain.details import Never, RecordDetails

RECORD_DETAILS = "Record details"
READING = "Reading …"
DOCUMENT_ID = "Document ID"
EXPIRES = "Expires"
LAST_CHANGE = "Last change"
NEVER_EXPIRES = "Never"

KEY_DETAILS = "Show or hide the record details of the profile"
SHOWN = "Record details are shown"
HIDDEN = "Record details are hidden"
NO_PROFILE = "Record details are available once a profile is shown"
DETAILS_HELP = (
    "also print each record's document ID, revision (the CAS), expiry and last change; "
    "nothing else of the record is read for this"
)


def shown_details(
    details: RecordDetails, revision: str, time_text: Callable[[datetime], str]
) -> dict[str, str | None]:
    """Return the text of all details by label, in display order; None if it is not recorded.

    ``revision`` is what the kind of store calls a revision. ``time_text`` formats a time.
    """
    last_change = details.last_change
    return {
        DOCUMENT_ID: details.document_id,
        revision: details.revision,
        EXPIRES: _expiry_text(details.expiry, time_text),
        LAST_CHANGE: None if last_change is None else time_text(last_change),
    }


def exact_time(moment: datetime) -> str:
    """Return a time in UTC, to the second, in the form of ISO 8601."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def json_values(details: RecordDetails) -> Mapping[str, str | None]:
    """Return the details for JSON, with times in the form of ISO 8601."""
    expiry, last_change = details.expiry, details.last_change
    return {
        "document_id": details.document_id,
        "revision": details.revision,
        "expiry": exact_time(expiry) if isinstance(expiry, datetime) else expiry,
        "last_change": None if last_change is None else exact_time(last_change),
    }


def not_kept(connection: str) -> str:
    """Say that this kind of store does not keep such details."""
    return f"{printable(connection)} keeps no record details"


def read_in(announced: Mapping[str, str]) -> str:
    """Return all details as one sentence for screen readers."""
    return ". ".join(f"{label}: {value}" for label, value in announced.items())


def _expiry_text(
    expiry: datetime | Never | None, time_text: Callable[[datetime], str]
) -> str | None:
    if isinstance(expiry, datetime):
        return time_text(expiry)
    return NEVER_EXPIRES if expiry == NEVER else None
