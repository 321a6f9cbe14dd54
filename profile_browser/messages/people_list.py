"""Sentences about lists of many people: their input, their progress, and what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.people_list import RowState
from profile_browser.messages.catalogue import _, counted, number
from profile_browser.messages.plain_text import brief, listing, printable
from profile_browser.messages.window import LONGEST_TITLE, duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from profile_browser.domain.list_input import ListCounts

HEADING = _("Look up a list")
HINT = _("Paste usernames or e-mail addresses, one on each line, or open a file: text, CSV, JSON.")
PASTE_NAME = _("The list: one username or e-mail address on each line")
PLACEHOLDER = "johndoe\nalice\nmaria.santos@example.com"
OPEN_FILE = _("Open a file …")
OPEN_TITLE = _("Open a list")
LOOK_UP = _("Look up")
CANCEL = _("Cancel")
PASTE_INSTEAD = _("Paste instead")
COLUMN = _("Look up the column")
PREVIEW_NAME = _("The first rows of the list")
READING = _("Reading the list …")
LIMIT_SET = _("Your administrator sets this limit.")
NOBODY = _("There is nobody to look up in this list.")
FILES = _("Lists")
ALL_FILES = _("All files")
ONE_FILE = _("Drop one file at a time.")
NOT_LOCAL = _("Only a file on this computer can be dropped here.")

TRYING = _("Trying again …")
STOP = _("Stop")
GO_ON = _("Go on")
SAVE = _("Save …")
SAVE_TITLE = _("Save the list")
SAVE_NAME = "people"  # of the suggested file: it names nobody
COPY = _("Copy")
NEW_LIST = _("New list")
CLOSE_LIST = _("Close list")
SHOW = _("Show")
PROGRESS_NAME = _("How much of the list is looked up")

STOPPING = _("Stop the list and look up the new one?")
DROPPING = _("The results of the last list are not saved. Look up the new list?")
SWITCHING = _("The results of the list are not saved, and go when you switch. Switch?")
SWITCHING_RUNNING = _("The list is still being looked up, and ends when you switch. Switch?")
ENDING = _("The results of the list are not saved, and go when you close the program. Close it?")
ENDING_RUNNING = _("The list is still being looked up, and ends with the program. Close it?")
CLOSING = _("The results of the list are not saved. Close it?")
CLOSING_RUNNING = _("The list is still being looked up. Stop and close it?")
GO_AHEAD, KEEP = _("Look up the new list"), _("Keep the list")
SWITCH, END = _("Switch"), _("Close the program")

_DONE = (RowState.FOUND, RowState.SEVERAL, RowState.MISSING, RowState.NOT_READABLE)
_MINUTE, _HOUR = 60, 3600  # seconds
_FEW, _STEP = 10, 10  # seconds: fewer are “a few”, more are rounded to steps


def counts_text(counts: ListCounts) -> str:
    """Say what a list has, and ask whether to look it up."""
    parts = [_lines(counts)]
    if counts.emails:
        parts.append(counted("{count} e-mail address", "{count} e-mail addresses", counts.emails))
    if counts.repeated:
        parts.append(counted("{count} twice", "{count} twice", counts.repeated))
    if counts.empty:
        parts.append(counted("{count} row without one", "{count} rows without one", counts.empty))
    if counts.refused:
        parts.append(
            counted(
                "{count} that cannot be a username",
                "{count} that cannot be usernames",
                counts.refused,
            )
        )
    listed = listing(parts)
    return _("{counts}. {question}").format(counts=listed, question=question(counts.asked))


def _lines(counts: ListCounts) -> str:
    if counts.emails:
        return counted("{count} entry", "{count} entries", counts.lines)
    return counted("{count} username", "{count} usernames", counts.lines)


def question(asked: int) -> str:
    """Ask whether to look up so many people."""
    return _("Look up {asked}?").format(asked=number(asked)) if asked else NOBODY


def heading(count: int) -> str:
    """Say how long the list is."""
    return counted("List of {count} person", "List of {count} people", count)


def place(done: int, total: int) -> str:
    """Say how far the list is, for the bar that leads back to it."""
    return (
        _("List: {done} of {total}").format(done=number(done), total=number(total))
        if done < total
        else _("List of {total}").format(total=number(total))
    )


def progress(done: int, total: int, counts: Mapping[RowState, int], left: str) -> str:
    """Say how far the list is, what was found, and how long it still takes."""
    return " · ".join(
        filter(
            None,
            (
                _("{done} of {total}").format(done=number(done), total=number(total)),
                _found(counts),
                left,
            ),
        )
    )


def ended(counts: Mapping[RowState, int], seconds: float, *, stopped: bool) -> str:
    """Say what was found, and how long it took."""
    asked = sum(counts.get(state, 0) for state in _DONE)
    took = _("in {duration}").format(duration=long_duration(seconds))
    words = listing(filter(None, (_found(counts), took)))
    pattern = (
        _("Stopped: {asked} looked up: {results}") if stopped else _("{asked} looked up: {results}")
    )
    sentence = pattern.format(asked=number(asked), results=words)
    refused = counts.get(RowState.REFUSED, 0)
    if not refused:
        return sentence
    return counted(
        "{sentence}; {count} cannot be a username",
        "{sentence}; {count} cannot be usernames",
        refused,
        sentence=sentence,
    )


def started(count: int, connection: str) -> str:
    """Say that a list is looked up."""
    return counted(
        "Looking up a list of {count} person · {connection}",
        "Looking up a list of {count} people · {connection}",
        count,
        connection=brief(connection, LONGEST_TITLE),
    )


def paused(summary: str, seconds: float | None) -> str:
    """Say why a list waits, and what happens next."""
    if seconds is None:
        return _("{paused} Choose “{go_on}” to try again.").format(
            paused=paused_because(summary), go_on=GO_ON
        )
    left = round(seconds)
    next_try = _("Tries again in {seconds} s.").format(seconds=left) if left > 0 else TRYING
    return f"{paused_because(summary)} {next_try}"


def paused_because(summary: str) -> str:
    """Say why a list waits."""
    return _("Paused: {problem}.").format(problem=summary.rstrip("."))


def time_left(seconds: float) -> str:
    """Say about how long a list still takes."""
    if seconds < _FEW:
        return _("a few seconds left")
    if seconds < _MINUTE - _STEP // 2:
        rounded = round(seconds / _STEP) * _STEP
        return counted("about {count} second left", "about {count} seconds left", rounded)
    if seconds < _HOUR:
        minutes = max(1, round(seconds / _MINUTE))
        return counted("about {count} minute left", "about {count} minutes left", minutes)
    hours = round(seconds / _HOUR)
    return counted("about {count} hour left", "about {count} hours left", hours)


def long_duration(seconds: float) -> str:
    """Format the time that a list took: 3.1 s, 4 min 5 s."""
    if seconds < _MINUTE:
        return duration(seconds)
    minutes, rest = divmod(round(seconds), _MINUTE)
    return _("{minutes} min {rest} s").format(minutes=minutes, rest=rest)


def saved(count: int, name: str) -> str:
    """Say that the rows are saved."""
    return counted(
        "Saved {count} row to {name}", "Saved {count} rows to {name}", count, name=printable(name)
    )


def suggested_name(day: str) -> str:
    """Return the name of the file that is suggested. It has no customer's data."""
    return f"{SAVE_NAME}-{day}"


def pattern(name: str, suffixes: Iterable[str]) -> str:
    """Return a choice of files for a file dialog."""
    return f"{name} ({' '.join(f'*{suffix}' for suffix in suffixes)})"


def _found(counts: Mapping[RowState, int]) -> str:
    return listing(_state_count(state, counts[state]) for state in _DONE if counts.get(state))


def _state_count(state: RowState, count: int) -> str:
    match state:
        case RowState.FOUND:
            return counted("{count} found", "{count} found", count)
        case RowState.SEVERAL:
            return counted("{count} with several people", "{count} with several people", count)
        case RowState.MISSING:
            return counted("{count} missing", "{count} missing", count)
        case _:
            return counted("{count} not readable", "{count} not readable", count)
