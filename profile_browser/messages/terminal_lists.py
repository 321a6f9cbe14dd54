"""Sentences about lists of people in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.outcome import Found, Missing, Way
from profile_browser.domain.people_list import RowState
from profile_browser.messages import terminal
from profile_browser.messages.catalogue import _, counted, number
from profile_browser.messages.plain_text import listing, printable, quoted
from profile_browser.messages.problems import one_line, summary
from profile_browser.messages.profile import notice_text
from profile_browser.messages.refusals import refusal_text
from profile_browser.messages.search import missing_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.people_list import ListRow
    from profile_browser.domain.problem import Problem

FROM_HELP = _(
    "look up the list in this file, or in standard input with -: one username or "
    "e-mail address on each line, a table such as CSV, or JSON lines"
)
COLUMN_HELP = _("the column of a list that has several; without this option, it is guessed")
JSON_HELP = _("{json_help}; of a list, one for each entry, with its outcome").format(
    json_help=terminal.JSON_HELP
)
CSV_HELP = _("print one line of CSV for each entry of a list, with its outcome")
MISSING_ONLY_HELP = _("print only the entries of a list that were not found")

NOBODY_NAMED = _("Give at least one username, or a list with --from.")
USERNAMES_BESIDE_LIST = _("Give usernames or a list with --from, not both.")
INTERRUPTED = _("Interrupted.")
STANDARD_INPUT = _("Standard input")
INPUT_CLOSED = _("it is closed")


def only_with_list(option: str) -> str:
    """Say that an option is for lists."""
    return _("{option} is only for a list. Give one with --from.").format(option=option)


def not_together(option: str, other: str) -> str:
    """Say that two options cannot be combined."""
    return _("{option} and {other} cannot be combined.").format(option=option, other=other)


def too_long(largest: int) -> str:
    """Say that a list is refused before anybody was looked up."""
    return f"{_too_long(largest)} {_('Nobody was looked up.')}"


def cut_off(largest: int) -> str:
    """Say that the rest of a pipe was not read."""
    return f"{_too_long(largest)} {_('The rest was not looked up.')}"


def _too_long(largest: int) -> str:
    return counted(
        "The list is too long. It can have at most {count} entry.",
        "The list is too long. It can have at most {count} entries.",
        largest,
    )


def unreadable(file: str, reason: str) -> str:
    """Say that a list cannot be opened or read, and why."""
    return _("{file} cannot be read: {reason}.").format(
        file=printable(file), reason=printable(reason)
    )


def list_fault(file: str, sentence: str) -> str:
    """Say what is wrong with a list."""
    return f"{printable(file)}: {sentence}"


def progress(done: int, total: int | None, counts: Mapping[RowState, int]) -> str:
    """Say how far a list is: a line that is overwritten by the next one."""
    words = _counts_text(counts)
    if total is None:
        return _("Looked up {done}: {counts}").format(done=number(done), counts=words)
    return _("Looked up {done} of {total}: {counts}").format(
        done=number(done), total=number(total), counts=words
    )


def done_before(done: int, total: int | None) -> str:
    """Say how many were looked up before the end."""
    if total is not None:
        return counted(
            "{done} of {count} entry was looked up.",
            "{done} of {count} entries were looked up.",
            total,
            done=number(done),
        )
    return counted("{count} entry was looked up.", "{count} entries were looked up.", done)


def trying_again(problem: Problem) -> str:
    """Say that a list waits, and goes on by itself: there is nothing to do yet."""
    return _("{problem}. The program tries again by itself.").format(problem=summary(problem))


def gave_up(problem: Problem, seconds: float) -> str:
    """Say that a list ends because the store did not answer, why, and what to do."""
    return counted(
        "There was no answer for {count} second. {problem}",
        "There was no answer for {count} seconds. {problem}",
        round(seconds),
        problem=one_line(problem),
    )


def row_line(row: ListRow, connection: str) -> str:
    """Say why an entry has no profile: missing, not readable, refused, or several people."""
    text = row.entry.text
    match row.state:
        case RowState.MISSING:
            tried = (Way.KEY, Way.EMAIL) if row.entry.way is Way.EMAIL else (Way.KEY,)
            return missing_text(Missing(text, connection, tried))
        case RowState.SEVERAL:
            names = listing(printable(name) for name in row.usernames)
            return _("Several people have the e-mail address {text}: {names}").format(
                text=quoted(text), names=names
            )
        case _ if row.entry.refusal is not None:
            return f"{quoted(text)}: {refusal_text(row.entry.refusal)}"
        case _ if row.problem is not None:
            is_named = "username" in row.problem.values
            return one_line(row.problem) if is_named else f"{quoted(text)}: {one_line(row.problem)}"
        case _:
            return _("{text} was not looked up.").format(text=quoted(text))


def notice(row: ListRow, connection: str) -> str:
    """Return a warning if the record that was found claims to belong to another user."""
    is_same = row.user.username == row.entry.text
    if is_same or row.entry.way is not Way.KEY or row.read_at is None:
        return ""
    return notice_text(Found(row.user, connection, row.read_at, asked=row.entry.text))


def _counts_text(counts: Mapping[RowState, int]) -> str:
    several = counts.get(RowState.SEVERAL, 0)
    parts = [
        counted("{count} found", "{count} found", counts.get(RowState.FOUND, 0) + several),
        counted("{count} missing", "{count} missing", counts.get(RowState.MISSING, 0)),
    ]
    if unreadable_count := counts.get(RowState.NOT_READABLE, 0):
        parts.append(counted("{count} not readable", "{count} not readable", unreadable_count))
    if refused := counts.get(RowState.REFUSED, 0):
        parts.append(counted("{count} refused", "{count} refused", refused))
    return listing(parts)
