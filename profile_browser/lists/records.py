"""What a line of a list holds: values, or something that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.refusal import Refusal, RefusalKind

if TYPE_CHECKING:
    from profile_browser.domain.list_input import ListFormat

TOO_LONG = Refusal(RefusalKind.TEXT_TOO_LONG)
NOT_JSON = Refusal(RefusalKind.LINE_NOT_JSON)
REFUSED_BEFORE = Refusal(RefusalKind.REFUSED_BEFORE)


class Broken(NamedTuple):
    """A line that cannot be read, and why."""

    text: str
    refusal: Refusal


Values = tuple[str, ...]
Record = Values | Broken


class Layout(NamedTuple):
    """How a list is written.

    ``columns`` are the names of the columns; empty if there is one entry on each line.
    ``has_header`` if the first line has them. ``is_own`` if this program saved the list.
    """

    format: ListFormat
    columns: Values = ()
    delimiter: str = ""
    has_header: bool = False
    is_own: bool = False
