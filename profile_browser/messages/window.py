"""Sentences of the main window, by part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.connection_state import StateKind
from profile_browser.domain.outcome import Found, Matches, Missing, Outcome, Way
from profile_browser.domain.question import SearchKind
from profile_browser.messages import problems
from profile_browser.messages.audit import READS_RECORDED
from profile_browser.messages.environments import ENVIRONMENTS
from profile_browser.messages.plain_text import brief, isolated, quoted, without_invisible
from profile_browser.messages.search import NOT_SEARCHABLE, more_matches_text, way_text

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.connection_state import ConnectionState
    from profile_browser.domain.question import Question

PROGRAM = "Profile Browser"

NO_CONNECTION_BAND = "No connection is set up"
SAMPLE_WARNING = "Sample data: these people are invented"
SAMPLE_BAND = "Sample data: no cluster is connected"
ENCRYPTED = "encrypted"
NOT_ENCRYPTED = "not encrypted"
THIS_COMPUTER = "this computer"

SEARCH_NAME = "Username, e-mail or name to look up"
SEARCH_PLACEHOLDER = "Username, e-mail or name"
USERNAME_PLACEHOLDER = "Username"
LOOK_UP = "Look up"

WELCOME_HEADING = "Look up an account"
WELCOME_NO_CONNECTION = (
    "Without one, no account can be looked up. Ask your administrator, or choose “Connections …” "
    "in the band above."
)
WELCOME_HINT = "Type a username, an e-mail address or a name above and press Enter."
WELCOME_USERNAME_HINT = (
    "Type a username above and press Enter. This connection has no search by e-mail or name."
)
WELCOME_SAMPLE_HINT = f"{WELCOME_HINT} Try johndoe or alice."
WELCOME_SHORTCUTS = "Press F1 for keyboard shortcuts."
RECENT_HEADING = "Recent lookups"
MISSING_HINT = "Check the spelling. Usernames are case-sensitive."
SEARCHED_HINT = "Check the spelling, or type only the first few letters."
WHY = "Why"

MATCHES_NAME = "People found"
REFRESH = "Refresh"

WAITING_NAME = "Looking up"
COPY_ALL = "Copy all"
COPY_AS_TEXT = "All fields"
COPY_AS_JSON = "As JSON"
COPY_MASKED = "Masked, for a ticket"

TRY_AGAIN = "Try again"
DETAILS = "Details"
DETAILS_NAME = "Details of the problem"
COPY_FOR_ADMINISTRATOR = "Copy details"
COPIED_DETAILS = "Copied the details"
NOTHING_TO_COPY = "There is no profile to copy"
CLIPBOARD_EMPTY = "There is no text on the clipboard"

CANCEL = "Cancel"
BUSY_NAME = "Waiting for a response"
SHORTCUTS_TITLE = "Keyboard shortcuts"
CLOSE = "Close"

KEY_LOOK_UP = "Look up the text in the field"
KEY_SEARCH = "Search even if the username exists, and keep invisible characters"
KEY_ESCAPE = "Close a list, cancel, go back or clear the field"
KEY_FIELD = "Go to the field and select its text"
KEY_PASTE = "Look up the text on the clipboard"
KEY_REFRESH = "Look up the same text again"
KEY_COPY_ALL = "Copy all fields of the profile"
KEY_BACK = "Go to the previous lookup"
KEY_FORWARD = "Go to the next lookup"
KEY_SHORTCUTS = "Show keyboard shortcuts"
KEY_QUIT = "Close the program"

SECOND = 1000  # milliseconds
LONGEST_ENTRY = 100  # characters of a list entry; the list shows fewer
LONGEST_TITLE = 60  # characters of a connection's name on one line

_PLACEHOLDER = "[*]"  # Qt's placeholder for unsaved changes in a title; doubling escapes it

_TRIED = {
    SearchKind.EMAIL: "and no one with this e-mail",
    SearchKind.BEGINNING: "and no username, e-mail or name that starts with it",
}

_STATE_WORDS = {
    StateKind.SAMPLE: "Sample data",
    StateKind.NOT_ASKED: "Not connected yet",
    StateKind.CONNECTING: "Connecting …",
    StateKind.CONNECTED: "Connected",
    StateKind.REFUSED: "Not connected",
}


def band_text(connection: Connection) -> str:
    """Return the band's text: where the profiles come from."""
    if connection.is_sample:
        return SAMPLE_BAND
    if connection.is_absent:
        return NO_CONNECTION_BAND
    title = brief(connection.title, LONGEST_TITLE)
    return f"{ENVIRONMENTS[connection.environment].upper()}  ·  {title}"


def security_text(connection: Connection) -> str:
    """Say whether the connection to the cluster is encrypted."""
    if connection.is_sample or connection.is_absent:
        return ""
    if connection.address.encrypted:
        return ENCRYPTED
    return THIS_COMPUTER if connection.address.is_loopback else NOT_ENCRYPTED


def window_title(connection: Connection) -> str:
    """Return the window's title, which tells several windows apart in the task bar."""
    title = brief(connection.title, LONGEST_TITLE)
    return f"{title.replace(_PLACEHOLDER, _PLACEHOLDER * 2)} – {PROGRAM}"


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
        case Found():
            way, name = way_text(outcome.way), _short(outcome.user.username)
            return f"Found {name}{note} in {duration(seconds)} {way} · {connection}"
        case Matches():
            how = f"in {duration(seconds)} {way_text(outcome.way)}"
            return f"Found {people(outcome)}{note} {how} · {connection}"
        case Missing():
            return f"{missing_text(outcome, text, connection)}{note}"
        case problem:
            return problems.summary(problem)


def missing_text(outcome: Missing, text: str, connection: str) -> str:
    """Say that no user was found, and what was tried."""
    if outcome.search_problem is not None:
        return f"{missing(text, connection)}; {NOT_SEARCHABLE}"
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
        return WELCOME_SAMPLE_HINT
    hint = WELCOME_HINT if connection.search else WELCOME_USERNAME_HINT
    return f"{hint} {READS_RECORDED}" if connection.audit else hint


def people(matches: Matches) -> str:
    """Say how many people a search found, as part of a sentence."""
    count = len(matches.users)
    return f"more than {count} people" if matches.more else f"{count} people"


def matches_heading(matches: Matches) -> str:
    """Say how many people a search found, and what to do if there are too many."""
    return more_matches_text(len(matches.users)) if matches.more else people(matches)


def matches_way(matches: Matches) -> str:
    """Say how people were found."""
    return f"Found {way_text(matches.way)}"


def opened(found: Found, connection: str) -> str:
    """Say that a match was opened, and how it was found."""
    return f"Opened {_short(found.user.username)}, found {way_text(found.way)} · {connection}"


def recent_entry(question: Question) -> str:
    """Return a question's entry in the list of recent lookups."""
    text = brief(question.text, LONGEST_ENTRY)
    return f"{text}  ·  search" if question.search_only else text


def suggestion(username: str, full_name: str | None) -> str:
    """Return a person's entry in the list of suggestions."""
    shown, name = brief(username, LONGEST_ENTRY), full_name and full_name.strip()
    return f"{isolated(shown)}  ·  {isolated(_short(name))}" if name else shown


def missing(username: str, connection: str) -> str:
    """Say that there is no such user."""
    return f"No user named {quoted(username, 40)} in {connection}"


def duration(seconds: float) -> str:
    """Format a duration for people: 3 ms, 2.4 s."""
    milliseconds = seconds * 1000
    if milliseconds < 1:
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


def copied(label: str) -> str:
    """Say what was copied to the clipboard."""
    return f"Copied: {label}"


def copy_field(label: str) -> str:
    """Return the label of the button that copies one field."""
    return f"Copy {label.lower()}"


def _short(text: str) -> str:
    return brief(text, 40)
