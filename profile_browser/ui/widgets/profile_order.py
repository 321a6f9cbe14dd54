"""The order of people by one of their values."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from profile_browser.domain.folding import fold
from profile_browser.messages.plain_text import NOT_RECORDED, brief, is_blank
from profile_browser.ui.widgets.profile_cells import LONGEST_TEXT, cell_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.more_values import MoreValue

SortKey = float | datetime | str


def sort_key(value: MoreValue) -> SortKey | None:
    """Return what to sort a value by, among values of the same field; None if it comes last.

    What is damaged or not recorded comes last.
    """
    match value.content:
        case None:
            return None
        case str() as text:  # as most are, of which there may be 100,000
            return None if is_blank(text) else fold(brief(text, LONGEST_TEXT))
        case int() | float() as number:
            return number
        case date() as day:
            return _moment(day)
    shown = cell_text(value)
    return None if shown == NOT_RECORDED else fold(shown)


def sorted_places(keys: Sequence[SortKey | None], *, descending: bool) -> list[int]:
    """Return the places of these keys in order. Those without a key are last in both directions."""
    known = [place for place, key in enumerate(keys) if key is not None]
    known.sort(key=keys.__getitem__, reverse=descending)  # type: ignore[arg-type]  # none is None
    return known + [place for place, key in enumerate(keys) if key is None]


def _moment(day: date) -> datetime:
    """Return the beginning of a day, or a time. Without a time zone it counts as UTC."""
    if not isinstance(day, datetime):
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    return day if day.tzinfo is not None else day.replace(tzinfo=UTC)
