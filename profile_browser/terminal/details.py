"""The details of a record, as a command prints them below or in a profile."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.details import RecordDetails
from profile_browser.domain.outcome import Missing
from profile_browser.messages import details as wording
from profile_browser.messages import problems, search
from profile_browser.messages.catalogue import label_text
from profile_browser.messages.profile import shown_text, stored_text
from profile_browser.terminal.streams import print_error

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from profile_browser.domain.details import DetailsOutcome
    from profile_browser.domain.more_values import MoreValue
    from profile_browser.domain.store_kind import StoreKind


class PrintedDetails(NamedTuple):
    """The lines of the text, and the object of the JSON, which is null without details."""

    lines: Sequence[str] = ()
    values: Mapping[str, str | None] | None = None


def printed(outcome: DetailsOutcome, kind: StoreKind) -> PrintedDetails:
    """Return the details that this kind of store keeps for printing."""
    if not isinstance(outcome, RecordDetails):
        return PrintedDetails()
    values = wording.detail_values(outcome, kind)
    lines = [
        f"{label_text(value.field.label)}: {shown_text(value, write=_local_time)}"
        for value in values
    ]
    return PrintedDetails(lines, wording.json_values(outcome, kind))


def report_failure(outcome: DetailsOutcome) -> None:
    """Print to standard error why details are missing, if they are."""
    match outcome:
        case Missing():
            print_error(search.missing_text(outcome))
        case RecordDetails():
            pass
        case problem:
            print_error(problems.one_line(problem))


def _local_time(value: MoreValue) -> str:
    if isinstance(value.content, datetime):
        return value.content.astimezone().isoformat(sep=" ", timespec="seconds")
    return stored_text(value)
