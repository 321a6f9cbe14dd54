"""Sentences of the main window, by part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.connection_state import StateKind
from profile_browser.domain.outcome import Found, Matches, Missing, Outcome, Way
from profile_browser.domain.problem import Problem
from profile_browser.domain.question import SearchKind
from profile_browser.messages import problems
from profile_browser.messages.audit import READS_RECORDED
from profile_browser.messages.environments import ENVIRONMENTS
from profile_browser.messages.matches import people
from profile_browser.messages.plain_text import brief, isolated, quoted, without_invisible
from profile_browser.messages.search import not_searchable, way_text
from profile_browser.messages.settings import SAMPLE_TITLE, SHOP_TITLE
from profile_browser.messages.ways import typing_hint

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.connection_state import ConnectionState

PROGRAM = "Profile Browser"

NO_CONNECTION_BAND = "No connection is set up"
ENCRYPTED = "encrypted"
NOT_ENCRYPTED = "not encrypted"
THIS_COMPUTER = "this computer"

SEARCH_NAME = "Username, e-mail or name to look up"
LOOK_UP = "Look up"

WELCOME_HEADING = "Look up an account"
WELCOME_NO_CONNECTION = (
    "You need a connection to look up accounts. Ask your administrator, or choose “Connections …” "
    "in the band above."
)
TO_TRY = {SAMPLE_TITLE: "Try johndoe or alice.", SHOP_TITLE: "Try maria.santos or bad.date."}
WELCOME_SHORTCUTS = "Press F1 for keyboard shortcuts."
MISSING_HINT = "Check the spelling. Usernames are case-sensitive."
SEARCHED_HINT = "Check the spelling, or type only the first few letters."
WHY = "Why"

REFRESH = "Refresh"
NO_DETAILS = "Open a profile to see its record details"

TRY_AGAIN = "Try again"
DETAILS = "Details"
DETAILS_NAME = "Details of the problem"
CLIPBOARD_EMPTY = "There is no text on the clipboard"

CANCEL = "Cancel"
BUSY_NAME = "Waiting for a response"
SHORTCUTS_TITLE = "Keyboard shortcuts"
CLOSE = "Close"

KEY_LOOK_UP = "Look up the text in the field"
KEY_SEARCH = "Search even if the username exists, and keep invisible characters"
KEY_ESCAPE = "One thing at a time: close a list, cancel, stop suggestions, go back, clear the field"
KEY_FIELD = "Go to the field and select its text"
KEY_PASTE = "Look up the text on the clipboard"
KEY_REFRESH = "Look up the same text again"
KEY_COPY_ALL = "Copy all fields of the profile, or of the person selected in a list"
KEY_DETAILS = "Show or hide the record details of the profile"
KEY_BACK = "Go back to the list, or to the previous lookup"
KEY_FORWARD = "Go to the next lookup"
KEY_SHORTCUTS = "Show keyboard shortcuts"
KEY_QUIT = "Close the program"

SECOND = 1000  # milliseconds
SHORTEST = 0.001  # seconds; a shorter time is not told as a figure
LONGEST_TITLE = 60  # characters of a connection's name on one line

_PLACEHOLDER = "[*]"  # Qt's placeholder for unsaved changes in a title; doubling escapes it

_TRIED = {
    SearchKind.EMAIL: "and no one with this e-mail",
    SearchKind.BEGINNING: "and no username, e-mail or name starts with it",
}

_STATE_WORDS = {
    StateKind.SAMPLE: "Sample data",
    StateKind.NOT_ASKED: "Idle",
    StateKind.CONNECTING: "Connecting …",
    StateKind.CONNECTED: "Connected",
    StateKind.REFUSED: "Not connected",
}


def band_text(connection: Connection) -> str:
    """Return the band's text: where the profiles come from."""
    if connection.is_sample:
        return f"{connection.title}: no server is connected"
    if connection.is_absent:
        return NO_CONNECTION_BAND
    title = brief(connection.title, LONGEST_TITLE)
    return f"{ENVIRONMENTS[connection.environment].upper()}  ·  {title}"


def sample_warning(connection: Connection) -> str:
    """Return the band's text for sample data where there are real connections, too."""
    return f"{connection.title}: these people are invented"


def security_text(connection: Connection) -> str:
    """Say whether the connection to the server is encrypted."""
    if connection.is_sample or connection.is_absent:
        return ""
    if connection.address.encrypted:
        return ENCRYPTED
    return THIS_COMPUTER if connection.address.is_loopback else NOT_ENCRYPTED


def window_title(connection: Connection, username: str = "") -> str:
    """Return the window's title, which tells several windows apart in the task bar."""
    named = [isolated(brief(username, LONGEST_TITLE))] if username else []
    title = " – ".join([*named, brief(connection.title, LONGEST_TITLE), PROGRAM])
    return title.replace(_PLACEHOLDER, _PLACEHOLDER * 2)


def state_text(state: ConnectionState) -> str:
    """Return the connection's state in words."""
    if state.kind is StateKind.UNREACHABLE and state.since is not None:
        return f"Unreachable since {state.since:%H:%M}"
    return _STATE_WORDS[state.kind]


def outcome_text(
    outcome: Outcome, text: str, seconds: float, connection: str, removed: int = 0
) -> str:
    """Return the result of a lookup, for the status bar.

    ``removed`` is the number of invisible characters around the text that were not looked up.
    """
    note = f" ({without_invisible(removed)})" if removed else ""
    match outcome:
        case Found(way=Way.KEY):
            return f"Found {_short(text)}{note} in {duration(seconds)} · {connection}"
        case Found(typed=typed) if typed:
            found = f"Found {_short(outcome.user.username)}; you typed {_short(typed)}{note}"
            return f"{found} · {duration(seconds)} · {connection}"
        case Found():
            way, name = way_text(outcome.way), _short(outcome.user.username)
            return f"Found {name}{note} in {duration(seconds)} {way} · {connection}"
        case Matches():
            return f"Found {people(outcome)}{note} in {duration(seconds)} · {connection}"
        case Missing():
            return f"{missing(text, connection)}{note}"
        case _:
            after = f" after {duration(seconds)}" if seconds >= SHORTEST else ""
            return f"Lookup failed{after} · {connection}"


def spoken(outcome: Outcome) -> str:
    """Return what screen readers hear in place of a short message; empty if it is the same."""
    return problems.summary(outcome) if isinstance(outcome, Problem) else ""


def missing_text(outcome: Missing, text: str, connection: str) -> str:
    """Say that no user was found, and what was tried."""
    if outcome.search_problem is not None:
        return f"{missing(text, connection)}; {not_searchable(outcome.search_problem)}"
    searched = [words for kind, words in _TRIED.items() if Way(kind) in outcome.tried]
    return ", ".join([missing(text, connection), *searched])


def missing_hint(outcome: Missing) -> str:
    """Say what to try if no user was found."""
    searched = any(Way(kind) in outcome.tried for kind in _TRIED)
    return SEARCHED_HINT if searched else MISSING_HINT


def welcome_heading(connection: Connection) -> str:
    """Return the heading of the first page."""
    return NO_CONNECTION_BAND if connection.is_absent else WELCOME_HEADING


def welcome_hint(connection: Connection) -> str:
    """Say what to type for this connection, or what to do without one."""
    if connection.is_absent:
        return WELCOME_NO_CONNECTION
    if connection.is_sample:
        return f"{typing_hint(connection)} {TO_TRY[connection.title]}"
    hint = typing_hint(connection)
    return f"{hint} {READS_RECORDED}" if connection.audit else hint


def missing(username: str, connection: str) -> str:
    """Say that there is no such user."""
    return f"No user named {quoted(username, 40)} in {connection}"


def details_not_kept(connection: str) -> str:
    """Say that this kind of store has no record details."""
    return f"{brief(connection, LONGEST_TITLE)} has no record details"


def duration(seconds: float) -> str:
    """Format a duration for people: 3 ms, 2.4 s."""
    milliseconds = seconds * 1000
    if seconds < SHORTEST:
        return "under 1 ms"
    return f"{milliseconds:.0f} ms" if round(milliseconds) < SECOND else f"{seconds:.1f} s"


def waiting(username: str) -> str:
    """Say what is being looked up."""
    return f"Looking up {quoted(username, 40)} …"


def waited(seconds: int) -> str:
    """Return the elapsed time, in whole seconds."""
    return f"{seconds} s"


def slow(connection: str) -> str:
    """Say that the response takes longer than usual."""
    return f"{connection} is slow to respond"


def held_up(count: int) -> str:
    """Say why the lookup has not started: too many abandoned ones are still connecting."""
    return f"Waiting: {count} earlier lookups are still connecting"


def cancelled(username: str) -> str:
    """Say that the lookup was cancelled."""
    return f"Cancelled the lookup of {quoted(username, 40)}"


def _short(text: str) -> str:
    return brief(text, 40)
