"""Sentences of the main window, by part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.connection_state import StateKind
from profile_browser.domain.outcome import Found, Matches, Missing, Outcome, Way
from profile_browser.domain.problem import Problem
from profile_browser.domain.question import SearchKind
from profile_browser.messages.catalogue import _, counted, number
from profile_browser.messages.environments import ENVIRONMENTS
from profile_browser.messages.matches import people
from profile_browser.messages.plain_text import brief, isolated, quoted, without_invisible
from profile_browser.messages.search import not_searchable, way_text
from profile_browser.messages.settings import SAMPLE_TITLE, SHOP_TITLE
from profile_browser.messages.ways import typing_hint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.connection_state import ConnectionState

PROGRAM = "Profile Browser"

NO_CONNECTION_BAND = _("No connection is set up")
ENCRYPTED = _("encrypted")
NOT_ENCRYPTED = _("not encrypted")
THIS_COMPUTER = _("this computer")

SEARCH_NAME = _("Username, e-mail or name to look up")
CLEAR_FIELD = _("Clear the field")
LOOK_UP = _("Look up")
LOOK_UP_LIST = _("Look up a list …")

READS_RECORDED = _("Every account that you look up or list here is recorded in the audit log.")
WELCOME_HEADING = _("Look up an account")
WELCOME_NO_CONNECTION = _(
    "You need a connection to look up accounts. Ask your administrator, or choose "
    "“Connections …” in the band above."
)
TO_TRY = {SAMPLE_TITLE: _("Try johndoe or alice."), SHOP_TITLE: _("Try maria.santos or bad.date.")}
WELCOME_SHORTCUTS = _("Press F1 for keyboard shortcuts.")
MISSING_HINT = _("Check the spelling. Usernames are case-sensitive.")
SEARCHED_HINT = _("Check the spelling, or type only the first few letters.")
WHY = _("Why")

REFRESH = _("Refresh")
NO_DETAILS = _("Open a profile to see its record details")

TRY_AGAIN = _("Try again")
DETAILS = _("Details")
DETAILS_NAME = _("Details of the problem")
CLIPBOARD_EMPTY = _("There is no text on the clipboard")

CANCEL = _("Cancel")
BUSY_NAME = _("Waiting for a response")
SHORTCUTS_TITLE = _("Keyboard shortcuts")
CLOSE = _("Close")

KEY_LOOK_UP = _("Look up the text in the field")
KEY_SEARCH = _("Search even if the username exists, and keep invisible characters")
KEY_ESCAPE = _(
    "One thing at a time: close a list, cancel, stop suggestions, go back, clear the field"
)
KEY_FIELD = _("Go to the field and select its text")
KEY_PASTE = _("Look up the text on the clipboard")
KEY_LIST = _("Look up a list of many people, or go back to it")
KEY_REFRESH = _("Look up the same text again")
KEY_COPY_ALL = _("Copy all fields of the profile, or of the person selected in a list")
KEY_DETAILS = _("Show or hide the record details of the profile")
KEY_BACK = _("Go back to the list, or to the previous lookup")
KEY_FORWARD = _("Go to the next lookup")
KEY_SHORTCUTS = _("Show keyboard shortcuts")
KEY_QUIT = _("Close the program")

SECOND = 1000  # milliseconds
SHORTEST = 0.001  # seconds; a shorter time is not told as a figure
LONGEST_TITLE = 60  # characters of a connection's name on one line

_PLACEHOLDER = "[*]"  # Qt's placeholder for unsaved changes in a title; doubling escapes it

_TRIED = {
    SearchKind.EMAIL: _("{sentence}, and no one with this e-mail"),
    SearchKind.BEGINNING: _("{sentence}, and no username, e-mail or name starts with it"),
}

_STATE_WORDS = {
    StateKind.SAMPLE: _("Sample data"),
    StateKind.NOT_ASKED: _("Idle"),
    StateKind.CONNECTING: _("Connecting …"),
    StateKind.CONNECTED: _("Connected"),
    StateKind.REFUSED: _("Not connected"),
}


def band_text(connection: Connection) -> str:
    """Return the band's text: where the profiles come from."""
    if connection.is_sample:
        return _("{title}: no server is connected").format(title=connection.title)
    if connection.is_absent:
        return NO_CONNECTION_BAND
    title = brief(connection.title, LONGEST_TITLE)
    return f"{ENVIRONMENTS[connection.environment].upper()}  ·  {title}"


def sample_warning(connection: Connection) -> str:
    """Return the band's text for sample data where there are real connections, too."""
    return _("{title}: these people are invented").format(title=connection.title)


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
    title = " — ".join([*named, brief(connection.title, LONGEST_TITLE), PROGRAM])
    return title.replace(_PLACEHOLDER, _PLACEHOLDER * 2)


def state_text(state: ConnectionState) -> str:
    """Return the connection's state in words."""
    if state.kind is StateKind.UNREACHABLE and state.since is not None:
        return _("Unreachable since {since}").format(since=f"{state.since:%H:%M}")
    return _STATE_WORDS[state.kind]


def outcome_text(
    outcome: Outcome, text: str, seconds: float, connection: str, removed: int = 0
) -> str:
    """Return the result of a lookup, for the status bar.

    ``removed`` is the number of invisible characters around the text that were not looked up.
    """
    # Translators: {note} is empty or “ (without 2 invisible characters)”, with a space before it.
    note = f" ({without_invisible(removed)})" if removed else ""
    values = {"note": note, "duration": duration(seconds), "connection": connection}
    match outcome:
        case Found():
            return _found_text(outcome, _short(text), values)
        case Matches():
            # Translators: {people} is “3 people” or “more than 50 people”.
            return _("Found {people}{note} in {duration} · {connection}").format(
                people=people(outcome), **values
            )
        case Missing():
            return f"{missing(text, connection)}{note}"
    if seconds < SHORTEST:
        return _("Lookup failed · {connection}").format(**values)
    return _("Lookup failed after {duration} · {connection}").format(**values)


def _found_text(found: Found, text: str, values: Mapping[str, str]) -> str:
    match found:
        case Found(way=Way.KEY):
            return _("Found {username}{note} in {duration} · {connection}").format(
                username=text, **values
            )
        case Found(typed=typed) if typed:
            name = _short(found.user.username)
            return _(
                "Found {username}; you typed {typed}{note} · {duration} · {connection}"
            ).format(username=name, typed=_short(typed), **values)
        case _:
            # Translators: {way} is “by e-mail” or “by the start of a username, e-mail or name”.
            return _("Found {username}{note} in {duration} {way} · {connection}").format(
                username=_short(found.user.username), way=way_text(found.way), **values
            )


def spoken(outcome: Outcome) -> str:
    """Return what screen readers hear in place of a short message; empty if it is the same."""
    if not isinstance(outcome, Problem):
        return ""
    from profile_browser.messages.problems import summary

    return summary(outcome)


def missing_text(outcome: Missing, text: str, connection: str) -> str:
    """Say that no user was found, and what was tried."""
    if outcome.search_problem is not None:
        return f"{missing(text, connection)}; {not_searchable(outcome.search_problem)}"
    sentence = missing(text, connection)
    for kind, longer in _TRIED.items():
        if Way(kind) in outcome.tried:
            sentence = longer.format(sentence=sentence)
    return sentence


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
    return _("No user named {username} in {connection}").format(
        username=quoted(username, 40), connection=connection
    )


def details_not_kept(connection: str) -> str:
    """Say that this kind of store has no record details."""
    return _("{connection} has no record details").format(
        connection=brief(connection, LONGEST_TITLE)
    )


def duration(seconds: float) -> str:
    """Format a duration for people: 3 ms, 2.4 s."""
    milliseconds = seconds * 1000
    if seconds < SHORTEST:
        return _("under 1 ms")
    if round(milliseconds) < SECOND:
        return _("{milliseconds} ms").format(milliseconds=number(milliseconds))
    return _("{seconds} s").format(seconds=number(seconds, 1))


def waiting(username: str) -> str:
    """Say what is being looked up."""
    return _("Looking up {username} …").format(username=quoted(username, 40))


def waited(seconds: int) -> str:
    """Return the elapsed time, in whole seconds."""
    return _("{seconds} s").format(seconds=seconds)


def slow(connection: str) -> str:
    """Say that the response takes longer than usual."""
    return _("{connection} is slow to respond").format(connection=connection)


def held_up(count: int) -> str:
    """Say why the lookup has not started: too many abandoned ones are still connecting."""
    return counted(
        "Waiting: {count} earlier lookup is still connecting",
        "Waiting: {count} earlier lookups are still connecting",
        count,
    )


def cancelled(username: str) -> str:
    """Say that the lookup was cancelled."""
    return _("Cancelled the lookup of {username}").format(username=quoted(username, 40))


def _short(text: str) -> str:
    return brief(text, 40)
