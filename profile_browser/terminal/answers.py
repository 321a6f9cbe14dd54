"""Prints outcomes: users to standard output, everything else to standard error."""

from __future__ import annotations

import sys
from enum import IntEnum
from typing import TYPE_CHECKING

from profile_browser.domain.details import RecordDetails
from profile_browser.domain.outcome import Found, Matches, Missing, Way
from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.domain.question import count_removed, username_of
from profile_browser.messages import clipboard_formats as copies
from profile_browser.messages import problems, search
from profile_browser.messages import terminal as wording
from profile_browser.messages.profile import notice_text
from profile_browser.terminal.streams import print_error

if TYPE_CHECKING:
    from profile_browser.domain.details import DetailsOutcome
    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.record import RecordLayout
    from profile_browser.domain.user import User
    from profile_browser.terminal.details import PrintedDetails


class ExitCode(IntEnum):
    """The command's exit code. Of several lookups, the worst one counts."""

    ALL_FOUND = 0
    SOME_MISSING = 1
    BAD_CONFIGURATION = 2
    NOT_ASKED = 3


_USER_FIXABLE = {ProblemKind.BAD_INPUT, ProblemKind.MISCONFIGURED}


def report(outcome: Outcome, *, as_json: bool, details: PrintedDetails | None = None) -> None:
    """Print found users, and print everything else to standard error."""
    match outcome:
        case Found(user=user):
            _print_user(user, as_json=as_json, details=details)
            for notice in filter(None, (search.typed_text(outcome), notice_text(outcome))):
                print_error(notice)
        case Matches(users=users, more=more):
            for user in users:
                _print_user(user, as_json=as_json)
            if more:
                print_error(search.more_matches_text(len(users)))
        case Missing():
            _print_missing(outcome)
        case Problem():
            print_error(problems.one_line(outcome))


def trimmed_username(text: str, layout: RecordLayout) -> str:
    """Return the username in this text, and say how many invisible characters are left out."""
    username = username_of(text, layout)
    removed = count_removed(text, username)
    if username and removed:
        print_error(wording.invisible_removed(username, removed))
    return username


def exit_code(outcome: Outcome | DetailsOutcome) -> ExitCode:
    """Return the exit code for an outcome. A failed search is not the same as no match."""
    match outcome:
        case Found() | Matches() | RecordDetails():
            return ExitCode.ALL_FOUND
        case Missing(search_problem=None):
            return ExitCode.SOME_MISSING
        case Missing():
            return ExitCode.NOT_ASKED
        case Problem(kind=kind):
            return ExitCode.BAD_CONFIGURATION if kind in _USER_FIXABLE else ExitCode.NOT_ASKED


def _print_missing(missing: Missing) -> None:
    print_error(search.missing_text(missing))
    if missing.tried != (Way.KEY,):
        print_error(search.tried_text(missing.tried))
    if missing.search_problem is not None:
        print_error(search.reason_text(missing))


def _print_user(user: User, *, as_json: bool, details: PrintedDetails | None = None) -> None:
    print(_json(user, details) if as_json else _text(user, details), flush=True)


def _text(user: User, details: PrintedDetails | None) -> str:
    return "\n".join([copies.as_text(user), *(details.lines if details else ()), ""])


def _json(user: User, details: PrintedDetails | None) -> str:
    others = {"details": details.values} if details else {}
    return copies.as_json(user, ascii_only=sys.stdout.encoding.lower() != "utf-8", **others)
