"""Text of the diagnostics, and the notice after a crash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.connection import READS_AT_ONCE_IN_TERMINAL, READS_AT_ONCE_IN_WINDOW
from profile_browser.domain.refusal import RefusedError
from profile_browser.messages.catalogue import _, in_context, number
from profile_browser.messages.plain_text import isolated, printable
from profile_browser.messages.problems import location_facts, without_credentials

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from profile_browser.domain.connection import Connection

COPIED = _("Copied the diagnostics")
DISMISS = _("Dismiss")
CRASHED = _("Profile Browser closed unexpectedly last time.")

PROGRAM = _("Program")
PYTHON = "Python"
SYSTEM = _("System")
DISPLAY = _("Display")
LOG = _("Log")
NOT_KNOWN = in_context("in the diagnostics", "unknown")
PROBLEMS = _("Recent problems")
NO_PROBLEM = _("None since the program started")
CRASH = _("Last crash")
NO_CRASH = _("None")
NO_TRACE = _("No stack trace: the process was killed, or the computer lost power")


def connection_facts(connection: Connection) -> dict[str, str]:
    """Return what an administrator needs to know about a connection, without credentials."""
    if connection.is_sample or connection.is_absent:
        return {_("Connection"): connection.title}
    times = (connection.kv_timeout, connection.query_timeout, connection.connect_timeout)
    return {
        _("Connection"): f"{printable(connection.title)} ({connection.environment.value})",
        _("Address"): printable(without_credentials(connection.connection_string)),
        _("Encrypted"): _encrypted(connection),
        **{label: printable(name) for label, name in location_facts(connection).items()},
        _("Certificate file"): _yes_or_no(bool(connection.trust_store)),
        _("Timeouts"): _("read {read} s, search {search} s, connect {connect} s").format(
            read=f"{times[0]:g}", search=f"{times[1]:g}", connect=f"{times[2]:g}"
        ),
        _("Reads at once"): _reads_at_once(connection),
        _("Search"): _yes_or_no(connection.search),
        _("Suggestions"): _yes_or_no(connection.may_suggest),
    }


def lines(facts: Mapping[str, str]) -> str:
    """Return the facts, one per line."""
    return "\n".join(f"{name}: {isolated(fact)}" for name, fact in facts.items())


def crash_heading(ended: datetime) -> str:
    """Return the heading with the time of the last crash."""
    return f"{CRASH} ({ended:%Y-%m-%d %H:%M:%S%z})"


def display(platform: str, width: int, height: int, scale: float, *, dark: bool) -> str:
    """Describe the screen: its size in device-independent pixels, and its scale."""
    scheme = (
        in_context("in the diagnostics", "dark")
        if dark
        else in_context("in the diagnostics", "light")
    )
    return f"{platform}, {width} × {height}, {scale:.0%}, {scheme}"


def _encrypted(connection: Connection) -> str:
    try:
        return _yes_or_no(connection.address.encrypted)
    except RefusedError:
        return NOT_KNOWN


def _reads_at_once(connection: Connection) -> str:
    if connection.reads_at_once:
        return number(connection.reads_at_once)
    return _("{in_window} in the window, {in_terminal} in the terminal").format(
        in_window=READS_AT_ONCE_IN_WINDOW, in_terminal=READS_AT_ONCE_IN_TERMINAL
    )


def _yes_or_no(truth: bool) -> str:
    return (
        in_context("in the diagnostics", "yes") if truth else in_context("in the diagnostics", "no")
    )
