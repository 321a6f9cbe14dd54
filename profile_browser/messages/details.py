"""Text of a record's details: what the store keeps about it besides its content."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from profile_browser.domain.details import NEVER
from profile_browser.domain.fields import Field, Mask
from profile_browser.domain.more_values import MoreValue
from profile_browser.messages.catalogue import _, in_context, label_text
from profile_browser.messages.plain_text import printable, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.details import RecordDetails
    from profile_browser.domain.outcome import Missing
    from profile_browser.domain.store_kind import StoreKind

RECORD_DETAILS = _("Record details")
READING = _("Reading …")
RECORD_ID = _("Record ID")
EXPIRES = _("Expires")
LAST_CHANGE = _("Last change")
NEVER_EXPIRES = _("Never")

EXPANDED = _("Record details, expanded")
COLLAPSED = _("Record details, collapsed")
DETAILS_HELP = _("also print each record's ID, revision, expiry and last change")


def detail_values(details: RecordDetails, kind: StoreKind) -> tuple[MoreValue, ...]:
    """Return the details that this kind of store keeps as labelled values, in display order."""
    kept = (
        _value(RECORD_ID, details.document_id, name="username"),  # which is part of it
        _value(label_text(kind.revision), details.revision),
    )
    if not kind.keeps_times:
        return kept
    return (
        *kept,
        _value(EXPIRES, NEVER_EXPIRES if details.expiry == NEVER else details.expiry),
        _value(LAST_CHANGE, details.last_change),
    )


def exact_time(moment: datetime) -> str:
    """Return a time in UTC, to the second, in the form of ISO 8601."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def json_values(details: RecordDetails, kind: StoreKind) -> Mapping[str, str | None]:
    """Return the details that this kind of store keeps for JSON, with times as in ISO 8601."""
    expiry, last_change = details.expiry, details.last_change
    kept = {"document_id": details.document_id, "revision": details.revision}
    if not kind.keeps_times:
        return kept
    return {
        **kept,
        "expiry": exact_time(expiry) if isinstance(expiry, datetime) else expiry,
        "last_change": None if last_change is None else exact_time(last_change),
    }


def missing_record(missing: Missing) -> str:
    """Say that there are no details, although a profile is shown, and why that may be."""
    return _(
        "No record is stored under {username} in {connection}. It may have been "
        "deleted, or stored under another name."
    ).format(username=quoted(missing.username), connection=printable(missing.connection))


def read_in(announced: Mapping[str, str]) -> str:
    """Return all details as one sentence for screen readers."""
    return in_context("between spoken facts", ". ").join(
        f"{label}: {value}" for label, value in announced.items()
    )


def _value(label: str, content: str | datetime | None, name: str = "") -> MoreValue:
    field = Field(label, mask=Mask.NONE, name=name)
    if content is None:
        return MoreValue(field)
    exact = exact_time(content) if isinstance(content, datetime) else content
    return MoreValue(field, content, json.dumps(exact))
