"""Sentences about lists of many people: their input, their progress, and what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.list_input import SaveFormat
from profile_browser.domain.people_list import RowState
from profile_browser.messages.list_faults import read_as
from profile_browser.messages.plain_text import brief, counted, printable
from profile_browser.messages.window import LONGEST_TITLE, duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from profile_browser.domain.list_input import ListCounts, ListPreview

LOOK_UP_LIST = "Look up a list …"
KEY_LIST = "Look up a list of many people, or go back to it"
HEADING = "Look up a list"
HINT = "Paste usernames or e-mail addresses, one on each line, or open a file: text, CSV, JSON."
PASTE_NAME = "The list: one username or e-mail address on each line"
PLACEHOLDER = "johndoe\nalice\nmaria.santos@example.com"
OPEN_FILE = "Open a file …"
OPEN_TITLE = "Open a list"
LOOK_UP = "Look up"
CANCEL = "Cancel"
PASTE_INSTEAD = "Paste instead"
COLUMN = "Look up the column"
PREVIEW_NAME = "The first rows of the list"
PASTED = "Pasted text"
READING = "Reading the list …"
LIMIT_SET = "Your administrator sets this limit."
NOBODY = "There is nobody to look up in this list."
FILES = "Lists"
ALL_FILES = "All files"
ONE_FILE = "Drop one file at a time."
NOT_LOCAL = "Only a file on this computer can be dropped here."

TRYING = "Trying again …"
STOP = "Stop"
GO_ON = "Go on"
SAVE = "Save …"
SAVE_TITLE = "Save the list"
SAVE_NAME = "people"  # of the suggested file: it names nobody
COPY = "Copy"
NEW_LIST = "New list"
CLOSE_LIST = "Close list"
SHOW = "Show"
PROGRESS_NAME = "How much of the list is looked up"
SAVE_FORMATS = {SaveFormat.CSV: "CSV", SaveFormat.JSON_LINES: "JSON lines"}

STOPPING = "Stop the list and look up the new one?"
DROPPING = "The results of the last list are not saved. Look up the new list?"
SWITCHING = "The results of the list are not saved, and go when you switch. Switch?"
SWITCHING_RUNNING = "The list is still being looked up, and ends when you switch. Switch?"
ENDING = "The results of the list are not saved, and go when you close the program. Close it?"
ENDING_RUNNING = "The list is still being looked up, and ends with the program. Close it?"
CLOSING = "The results of the list are not saved. Close it?"
CLOSING_RUNNING = "The list is still being looked up. Stop and close it?"
GO_AHEAD, KEEP = "Look up the new list", "Keep the list"
SWITCH, END = "Switch", "Close the program"

_DONE = {
    RowState.FOUND: "found",
    RowState.SEVERAL: "with several people",
    RowState.MISSING: "missing",
    RowState.NOT_READABLE: "not readable",
}
_MINUTE, _HOUR = 60, 3600  # seconds
_FEW, _STEP = 10, 10  # seconds: fewer are “a few”, more are rounded to steps


def counts_text(counts: ListCounts) -> str:
    """Say what a list has, and ask whether to look it up."""
    kind = ("entry", "entries") if counts.emails else ("username", "usernames")
    parts = [counted(counts.lines, *kind)]
    if counts.emails:
        parts.append(counted(counts.emails, "e-mail address", "e-mail addresses"))
    if counts.repeated:
        parts.append(f"{counts.repeated:,} twice")
    if counts.empty:
        parts.append(f"{counted(counts.empty, 'row', 'rows')} without one")
    if counts.refused:
        parts.append(f"{counts.refused:,} that cannot be {_usernames(counts.refused)}")
    return f"{', '.join(parts)}. {question(counts.asked)}"


def question(asked: int) -> str:
    """Ask whether to look up so many people."""
    return f"Look up {asked:,}?" if asked else NOBODY


def source(preview: ListPreview) -> str:
    """Say what was opened or pasted, and how it was read."""
    return f"{printable(preview.title) if preview.title else PASTED}: {read_as(preview)}"


def heading(count: int) -> str:
    """Say how long the list is."""
    return f"List of {counted(count, 'person', 'people')}"


def place(done: int, total: int) -> str:
    """Say how far the list is, for the bar that leads back to it."""
    return f"List: {done:,} of {total:,}" if done < total else f"List of {total:,}"


def progress(done: int, total: int, counts: Mapping[RowState, int], left: str) -> str:
    """Say how far the list is, what was found, and how long it still takes."""
    return " · ".join(filter(None, (f"{done:,} of {total:,}", _found(counts), left)))


def ended(counts: Mapping[RowState, int], seconds: float, *, stopped: bool) -> str:
    """Say what was found, and how long it took."""
    asked = sum(counts.get(state, 0) for state in _DONE)
    words = ", ".join(filter(None, (_found(counts), f"in {long_duration(seconds)}")))
    head = f"Stopped: {asked:,} looked up" if stopped else f"{asked:,} looked up"
    refused = counts.get(RowState.REFUSED, 0)
    rest = f"; {refused:,} cannot be {_usernames(refused)}" if refused else ""
    return f"{head}: {words}{rest}"


def started(count: int, connection: str) -> str:
    """Say that a list is looked up."""
    people = counted(count, "person", "people")
    return f"Looking up a list of {people} · {brief(connection, LONGEST_TITLE)}"


def paused(summary: str, seconds: float | None) -> str:
    """Say why a list waits, and what happens next."""
    if seconds is None:
        return f"{paused_because(summary)} Choose “{GO_ON}” to try again."
    left = round(seconds)
    return f"{paused_because(summary)} {f'Tries again in {left} s.' if left > 0 else TRYING}"


def paused_because(summary: str) -> str:
    """Say why a list waits."""
    return f"Paused: {summary.rstrip('.')}."


def time_left(seconds: float) -> str:
    """Say about how long a list still takes."""
    if seconds < _FEW:
        return "a few seconds left"
    if seconds < _MINUTE - _STEP // 2:
        return f"about {round(seconds / _STEP) * _STEP} seconds left"
    if seconds < _HOUR:
        return f"about {counted(max(1, round(seconds / _MINUTE)), 'minute', 'minutes')} left"
    return f"about {counted(round(seconds / _HOUR), 'hour', 'hours')} left"


def long_duration(seconds: float) -> str:
    """Format the time that a list took: 3.1 s, 4 min 5 s."""
    if seconds < _MINUTE:
        return duration(seconds)
    minutes, rest = divmod(round(seconds), _MINUTE)
    return f"{minutes} min {rest} s"


def saved(count: int, name: str) -> str:
    """Say that the rows are saved."""
    return f"Saved {counted(count, 'row', 'rows')} to {printable(name)}"


def suggested_name(day: str) -> str:
    """Return the name of the file that is suggested. It has no customer's data."""
    return f"{SAVE_NAME}-{day}"


def pattern(name: str, suffixes: Iterable[str]) -> str:
    """Return a choice of files for a file dialog."""
    return f"{name} ({' '.join(f'*{suffix}' for suffix in suffixes)})"


def _usernames(count: int) -> str:
    return "a username" if count == 1 else "usernames"


def _found(counts: Mapping[RowState, int]) -> str:
    return ", ".join(
        f"{counts[state]:,} {word}" for state, word in _DONE.items() if counts.get(state)
    )
