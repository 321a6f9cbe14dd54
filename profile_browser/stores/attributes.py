"""Turns the attributes that Couchbase and the sample data keep about a document into details."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeGuard

from profile_browser.domain.details import NEVER, RecordDetails

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.details import Never

# Up to the year 3000: every system can convert them to local time.
_SECONDS = range(32_503_680_000)
CAS, EXPIRY, LAST_CHANGE = "CAS", "exptime", "last_modified"


def details_from(document_id: str, attributes: Mapping[str, object]) -> RecordDetails:
    """Return the details in these attributes. What is missing or not valid is None.

    Times are in seconds since 1970. Couchbase writes the last change as text, and an expiry of 0
    for never.
    """
    revision = attributes.get(CAS)
    return RecordDetails(
        document_id,
        revision if isinstance(revision, str) else None,
        _expiry(attributes.get(EXPIRY)),
        _time(attributes.get(LAST_CHANGE)),
    )


def _expiry(value: object) -> datetime | Never | None:
    return NEVER if _is_time(value) and value == 0 else _time(value)


def _time(value: object) -> datetime | None:
    try:
        seconds = int(value) if isinstance(value, str) else value
    except ValueError:
        return None
    return datetime.fromtimestamp(seconds, UTC) if _is_time(seconds) else None


def _is_time(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value in _SECONDS
