"""The details of a record, as a command prints them below or in a profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.details import RecordDetails
from profile_browser.domain.outcome import Missing
from profile_browser.messages import details as wording
from profile_browser.messages import problems, search
from profile_browser.messages.profile import text_of
from profile_browser.terminal.streams import print_error

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from profile_browser.domain.details import DetailsOutcome


class PrintedDetails(NamedTuple):
    """The lines of the text, and the object of the JSON, which is null without details."""

    lines: Sequence[str] = ()
    values: Mapping[str, str | None] | None = None


def printed(outcome: DetailsOutcome, revision: str) -> PrintedDetails:
    """Return the details for printing. ``revision`` is what a revision is called there."""
    if not isinstance(outcome, RecordDetails):
        return PrintedDetails()
    shown = wording.shown_details(outcome, revision, _local_time)
    lines = [f"{label}: {text_of(value)}" for label, value in shown.items()]
    return PrintedDetails(lines, wording.json_values(outcome))


def report_failure(outcome: DetailsOutcome) -> None:
    """Print to standard error why there are no details, if so."""
    match outcome:
        case Missing():
            print_error(search.missing_text(outcome))
        case RecordDetails():
            pass
        case problem:
            print_error(problems.one_line(problem))


def _local_time(moment: datetime) -> str:
    return moment.astimezone().isoformat(sep=" ", timespec="seconds")
